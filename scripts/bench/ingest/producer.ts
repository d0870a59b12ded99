import { connectMesh } from "../../../server/mesh/connect.ts";
import { silentLog as log } from "../../../server/platform/log.ts";
import { sendEvents } from "./publishEvents.ts";

// One producer, in a process of its own: `producer.ts <broker> <events in all> <its number> <how many producers>`.
// Sends its share of the events when a line comes on standard input.
const [url = "", count = "0", first = "0", step = "1"] = process.argv.slice(2);
const mesh = await connectMesh({ url, name: `bench producer ${first}`, log });
process.stdout.write("ready\n");
for await (const _line of console) break;
await sendEvents(mesh, Number(count), { first: Number(first), step: Number(step) });
await mesh.close();
process.exit(0);
