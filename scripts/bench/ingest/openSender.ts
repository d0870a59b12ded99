import { connect } from "node:net";
import { fromSeed } from "@nats-io/nkeys";
import type { BenchBroker } from "./prepare.ts";

/** A connection to a broker that sends what was encoded ahead. */
export type Sender = { send(chunks: readonly Uint8Array[]): Promise<void>; close(): void };

/** Connects as a NATS client that only publishes; resolves when the broker has answered. */
export async function openSender({ url, nkeySeed }: BenchBroker): Promise<Sender> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  let answered: () => void = () => {};
  let failed: (error: Error) => void = () => {};
  const { promise: greeting, resolve: greeted } = Promise.withResolvers<{ nonce: string }>();
  let heard = "";
  socket.on("error", (error) => failed(error));
  socket.on("data", (data) => {
    heard += data.toString("latin1");
    const lines = heard.split("\r\n");
    heard = lines.pop() ?? "";
    for (const line of lines) {
      if (line.startsWith("INFO ")) greeted(JSON.parse(line.slice("INFO ".length)));
      else if (line === "PING") socket.write("PONG\r\n");
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

  const who = fromSeed(new TextEncoder().encode(nkeySeed));
  const { nonce } = await greeting;
  const sig = Buffer.from(who.sign(new TextEncoder().encode(nonce))).toString("base64url");
  const identity = { nkey: who.getPublicKey(), sig };
  await ping(
    `CONNECT ${JSON.stringify({ verbose: false, pedantic: false, headers: true, protocol: 1, ...identity })}\r\n`,
  );
  return {
    async send(chunks) {
      for (const chunk of chunks) if (!socket.write(chunk)) await drained();
      await ping("");
    },
    close: () => void socket.end(),
  };
}
