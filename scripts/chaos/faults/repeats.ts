import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { headers, type MsgHdrs } from "@nats-io/transport-node";
import { eventStream } from "../../../contracts/subjects.ts";
import type { Random } from "../../fleet/random.ts";
import type { Fault } from "../fault.ts";
import type { House } from "../house.ts";

type Stored = { subject: string; data: Uint8Array; header: MsgHdrs };

/** Publishes stored events once more, byte for byte, but for what the broker would know them by. */
async function repeat(house: House, choose: (seqs: [first: number, last: number]) => Iterable<number>, times: number) {
  const mesh = await house.openMesh();
  try {
    const { streams } = await jetstreamManager(mesh.nc);
    const { state } = await streams.info(eventStream.name);
    const js = jetstream(mesh.nc);
    const read = async (seq: number): Promise<Stored | null> => {
      const message = await streams.getMessage(eventStream.name, { seq });
      if (message === null) return null;
      const header = headers();
      for (const [name, values] of message.header) {
        if (name !== "Nats-Msg-Id") for (const value of values) header.append(name, value);
      }
      return { subject: message.subject, data: message.data, header };
    };
    for (const seq of choose([state.first_seq, state.last_seq])) {
      const stored = await read(seq);
      if (stored === null) continue;
      const { subject, data, header } = stored;
      await Promise.all(Array.from({ length: times }, () => js.publish(subject, data, { headers: header })));
    }
  } finally {
    await mesh.close();
  }
}

const some = (random: Random, [first, last]: [number, number], count: number) =>
  Array.from({ length: count }, () => random.integer(first, last));

export const repeatFaults: readonly Fault[] = [
  {
    name: "duplicates",
    does: "three events are delivered a thousand times more",
    run: (house, random) => repeat(house, (range) => some(random, range, 3), 1000),
  },
  {
    name: "shuffled",
    does: "five hundred old events come again, in any order",
    run: (house, random) => repeat(house, (range) => some(random, range, 500), 1),
  },
];
