import { connect } from "node:net";

/** A connection to a broker that sends what was encoded ahead. */
export type Sender = { send(chunks: readonly Uint8Array[]): Promise<void>; close(): void };

/** Connects as a NATS client that only publishes; resolves when the broker has answered. */
export async function openSender(natsUrl: string): Promise<Sender> {
  const { hostname, port } = new URL(natsUrl);
  const socket = connect({ host: hostname, port: Number(port) });
  let answered: () => void = () => {};
  let failed: (error: Error) => void = () => {};
  let heard = "";
  socket.on("error", (error) => failed(error));
  socket.on("data", (data) => {
    heard += data.toString("latin1");
    const lines = heard.split("\r\n");
    heard = lines.pop() ?? "";
    for (const line of lines) {
      if (line === "PING") socket.write("PONG\r\n");
      else if (line === "PONG") answered();
      else if (line.startsWith("-ERR")) failed(new Error(line));
    }
  });
  /** Resolves when the broker has read all that was written before. */
  const ping = (before: string) =>
    new Promise<void>((resolve, reject) => {
      [answered, failed] = [resolve, reject];
      socket.write(`${before}PING\r\n`);
    });
  const drained = () => new Promise<void>((resolve) => socket.once("drain", () => resolve()));

  await ping(`CONNECT ${JSON.stringify({ verbose: false, pedantic: false, headers: true, protocol: 1 })}\r\n`);
  return {
    async send(chunks) {
      for (const chunk of chunks) if (!socket.write(chunk)) await drained();
      await ping("");
    },
    close: () => void socket.end(),
  };
}
