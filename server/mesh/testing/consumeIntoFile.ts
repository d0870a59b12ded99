import { appendFile } from "node:fs/promises";
import { systemClock } from "../../platform/clock.ts";
import { silentLog } from "../../platform/log.ts";
import { connectMesh } from "../connect.ts";
import { consumeEvents } from "../consume.ts";

/**
 * A Meta Hub replica in a process of its own, so that a test can stop it dead: `consumeIntoFile.ts <url> <file>` commits
 * by appending event ids to the file, batch by batch.
 */
const [url = "", file = ""] = process.argv.slice(2);
const mesh = await connectMesh({ url, name: "replica", log: silentLog });
await consumeEvents({
  mesh,
  clock: systemClock,
  log: silentLog,
  batchSize: 20,
  handle: ({ events }) => appendFile(file, events.map((event) => `${event.eventId}\n`).join("")),
});
