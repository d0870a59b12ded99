import { encodeEvents } from "./encodeEvents.ts";
import { openSender } from "./openSender.ts";

// One producer, in a process of its own: `producer.ts <broker> <seed> <events in all> <its number> <how many producers>`.
// Sends its share of the events when a line comes on standard input.
const [url = "", nkeySeed = "", count = "0", sender = "0", senders = "1"] = process.argv.slice(2);
const chunks = encodeEvents(Number(count), { sender: Number(sender), senders: Number(senders) });
const broker = await openSender({ url, nkeySeed });
process.stdout.write("ready\n");
for await (const _line of console) break;
await broker.send(chunks);
broker.close();
process.exit(0);
