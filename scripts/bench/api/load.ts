import { z } from "zod";

/** Run as a process of its own, so that asking costs the server nothing: `bun load.ts <json>` prints ms a request. */
const input = z.strictObject({ url: z.url(), key: z.string(), requests: z.number().int(), atOnce: z.number().int() });

const { url, key, requests, atOnce } = input.parse(JSON.parse(process.argv[2] ?? "{}"));
let left = requests;

async function askInTurn(): Promise<void> {
  while (left-- > 0) {
    const answer = await fetch(url, { headers: { "x-api-key": key } });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
  }
}

const started = performance.now();
await Promise.all(Array.from({ length: atOnce }, askInTurn));
console.log((performance.now() - started) / requests);
