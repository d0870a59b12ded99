/**
 * `EventSource` over `fetch`, so that a stream can be opened with a key in a header: the browser's own cannot send one,
 * and Bun and Node have none. Follows the HTML standard's server-sent events, section 9.2.
 *
 * A lost connection is opened again after 1, 2, 4 ... 30 s, naming the last event id seen. A refusal (4xx but 408 and
 * 429) is final: the `error` event then carries what the server answered in `error`, and `readyState` is `CLOSED`.
 */
export class KeyedEventSource extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  readonly CONNECTING = KeyedEventSource.CONNECTING;
  readonly OPEN = KeyedEventSource.OPEN;
  readonly CLOSED = KeyedEventSource.CLOSED;

  readyState: number = KeyedEventSource.CONNECTING;
  readonly url: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #abort = new AbortController();
  #lastEventId = "";
  #failures = 0;

  constructor(url: string, init: { headers?: Readonly<Record<string, string>> } = {}) {
    super();
    this.url = url;
    this.#headers = init.headers ?? {};
    void this.#run();
  }

  /** Ends the stream for good. */
  close(): void {
    this.readyState = this.CLOSED;
    this.#abort.abort();
  }

  async #run(): Promise<void> {
    while (this.readyState !== this.CLOSED) {
      const refusal = await this.#connectOnce();
      if (this.#abort.signal.aborted) return;
      this.readyState = refusal === null ? this.CONNECTING : this.CLOSED;
      this.dispatchEvent(Object.assign(new Event("error"), refusal));
      if (refusal === null) await this.#pause(Math.min(30_000, 1000 * 2 ** this.#failures++));
    }
  }

  /** Reads one connection to its end. Null when it is worth trying again, else the server's refusal. */
  async #connectOnce(): Promise<Record<string, unknown> | null> {
    try {
      const headers: Record<string, string> = { ...this.#headers, accept: "text/event-stream" };
      if (this.#lastEventId !== "") headers["last-event-id"] = this.#lastEventId;
      const response = await fetch(this.url, { headers, cache: "no-store", signal: this.#abort.signal });
      if (isFinal(response.status)) return Object(await response.json().catch(() => ({ status: response.status })));
      if (!response.ok || response.body === null) {
        await response.body?.cancel();
        return null;
      }
      this.readyState = this.OPEN;
      this.#failures = 0;
      this.dispatchEvent(new Event("open"));
      await this.#read(response.body);
    } catch {
      // Unreachable, or cut off: tried again.
    }
    return null;
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    let event = "";
    let data: string[] = [];
    for await (const line of linesOf(body)) {
      if (line === "") {
        if (data.length > 0) this.#emit(event || "message", data.join("\n"));
        event = "";
        data = [];
        continue;
      }
      const [, field = "", value = ""] = /^([^:]*)(?:: ?(.*))?$/.exec(line) ?? [];
      if (field === "event") event = value;
      else if (field === "data") data.push(value);
      else if (field === "id" && !value.includes("\0")) this.#lastEventId = value;
    }
  }

  #emit(type: string, data: string): void {
    if (this.readyState !== this.OPEN) return;
    this.dispatchEvent(new MessageEvent(type, { data, lastEventId: this.#lastEventId }));
  }

  /** Waits, but no longer than until `close`. */
  #pause(durationMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, durationMs * (0.8 + 0.4 * Math.random()));
      this.#abort.signal.addEventListener("abort", () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

const isFinal = (status: number): boolean => status >= 400 && status < 500 && status !== 408 && status !== 429;

/** The complete lines of a UTF-8 stream, whichever of CRLF, LF and CR ends them. */
async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true });
    // A CR at the end may be half of a CRLF: it waits for what follows.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    yield* lines;
  }
}
