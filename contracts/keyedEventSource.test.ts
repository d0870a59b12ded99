import { afterEach, describe, expect, test } from "bun:test";
import { eventually } from "../scripts/testing/eventually.ts";
import { KeyedEventSource } from "./keyedEventSource.ts";

type Answer = (request: Request) => Response;
const undo: (() => void)[] = [];
afterEach(() => {
  for (const step of undo.splice(0)) step();
});

/** A server that answers the first request with the first answer, and so on; the last one again and again. */
function serve(...answers: Answer[]): { url: string; requests: Request[] } {
  const requests: Request[] = [];
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch(request) {
      requests.push(request);
      return answers[Math.min(requests.length, answers.length) - 1]?.(request) ?? new Response(null, { status: 500 });
    },
  });
  undo.push(() => void server.stop(true));
  return { url: server.url.href, requests };
}

/** A stream of the given pieces, as the network may cut them; left open unless `ends`. */
const stream =
  (pieces: (string | Uint8Array)[], { ends = false } = {}): Answer =>
  () =>
    new Response(
      new ReadableStream({
        async start(controller) {
          for (const piece of pieces) {
            controller.enqueue(typeof piece === "string" ? new TextEncoder().encode(piece) : piece);
            await new Promise(setImmediate);
          }
          if (ends) controller.close();
        },
      }),
      { headers: { "content-type": "text/event-stream" } },
    );

function listen(url: string, ...types: string[]) {
  const source = new KeyedEventSource(url, { headers: { "x-api-key": "k" } });
  undo.push(() => source.close());
  const heard: [type: string, data: unknown, id: unknown][] = [];
  for (const type of types) {
    source.addEventListener(type, (event) => {
      heard.push(event instanceof MessageEvent ? [type, event.data, event.lastEventId] : [type, null, null]);
    });
  }
  return { source, heard };
}

describe("a stream with a key", () => {
  test("is asked for with the key in a header", async () => {
    const { url, requests } = serve(stream(["data: 1\n\n"]));
    const { heard } = listen(url, "message");
    await eventually(() => heard.length === 1);
    expect(requests[0]?.headers.get("x-api-key")).toBe("k");
    expect(requests[0]?.headers.get("accept")).toBe("text/event-stream");
  });

  test("is read as the standard says: names, ids, many lines, comments, every line ending, an empty value", async () => {
    const text =
      "retry: 5\n: a comment\nid: 7\ndata: one\ndata:two\n\nevent: ping\ndata: \n\n" +
      "data: crlf\r\nid: 8\r\n\r\ndata: cr\r\revent: nothing\n\ndata\n\nid: a\0b\ndata: same id\n\n";
    const { url } = serve(stream([text]));
    const { heard } = listen(url, "message", "ping", "nothing");
    await eventually(() => heard.length >= 6);
    expect(heard).toEqual([
      ["message", "one\ntwo", "7"],
      ["ping", "", "7"],
      ["message", "crlf", "8"],
      ["message", "cr", "8"],
      ["message", "", "8"],
      ["message", "same id", "8"],
    ]);
  });

  test("is the same wherever the network cuts it, in the middle of a letter or a line ending too", async () => {
    const bytes = new TextEncoder().encode("event: größe\r\ndata: 12 € 🜁\r\nid: ä\r\n\r\n");
    const { url } = serve(stream([...bytes].map((byte) => Uint8Array.of(byte))));
    const { heard } = listen(url, "größe");
    await eventually(() => heard.length === 1);
    expect(heard).toEqual([["größe", "12 € 🜁", "ä"]]);
  });

  test("is opened again where it ended", async () => {
    const { url, requests } = serve(stream(["id: 1\ndata: a\n\n"], { ends: true }), stream(["id: 2\ndata: b\n\n"]));
    const { source, heard } = listen(url, "message");
    await eventually(() => heard.length === 2);
    expect(requests.map(({ headers }) => headers.get("last-event-id"))).toEqual([null, "1"]);
    expect(source.readyState).toBe(source.OPEN);
  });

  test("is tried again while the server cannot, and given up when the server will not", async () => {
    const refuse = () => Response.json({ error: { code: -32003, message: "No.", data: {} } }, { status: 403 });
    const { url, requests } = serve(() => new Response("busy", { status: 503 }), refuse);
    const { source } = listen(url);
    const errors: unknown[] = [];
    source.addEventListener("error", (event) => errors.push("error" in event ? event.error : null));
    await eventually(() => source.readyState === source.CLOSED);
    expect(errors).toEqual([null, { code: -32003, message: "No.", data: {} }]);
    expect(requests).toHaveLength(2);
  });

  test("that is closed hears no more and lets its connection go", async () => {
    let cancelled = false;
    const endless: Answer = () =>
      new Response(
        new ReadableStream({
          async pull(controller) {
            controller.enqueue(new TextEncoder().encode("data: again\n\n"));
            await new Promise(setImmediate);
          },
          cancel() {
            cancelled = true;
          },
        }),
      );
    const { url, requests } = serve(endless);
    const { source, heard } = listen(url, "message", "error");
    await eventually(() => heard.length > 0);
    source.close();
    const heardByThen = heard.length;
    await eventually(() => cancelled);
    expect(heard).toHaveLength(heardByThen);
    expect(requests).toHaveLength(1);
  });
});
