/** One message as it came. */
export type Received = { id: string | null; headers: Record<string, string>; body: string; path: string };

/** A webhook's other end, on a free port of this machine. */
export type Receiver = { url: string; received: Received[]; stop(): Promise<void> };

/** Keeps what it is sent, and answers what `answer` says; 204 unless told. */
export function startReceiver(
  answer: (count: number) => Response | Promise<Response> = () => new Response(null, { status: 204 }),
): Receiver {
  const received: Received[] = [];
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(request) {
      const headers = Object.fromEntries(request.headers);
      received.push({
        ...{ headers, id: request.headers.get("webhook-id"), path: new URL(request.url).pathname },
        body: await request.text(),
      });
      return await answer(received.length);
    },
  });
  return { url: `${server.url.href}hook-d41d8cd98f`, received, stop: () => server.stop(true) };
}
