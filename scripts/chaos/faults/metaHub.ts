import { type Fault, meanwhile } from "../fault.ts";
import { untilReady } from "../house.ts";
import { signalDatabase } from "../signalDatabase.ts";

/** Longer than the broker waits for an acknowledgement before it delivers again. */
const beyondAckWaitMs = 33_000;

export const metaHubFaults: readonly Fault[] = [
  {
    name: "replica-killed",
    does: "kill -9 of one Meta Hub after the other, five times, at any point of a batch",
    async run(house, random) {
      for (let time = 0; time < 5; time++) {
        await meanwhile(random, 100, 900);
        const hub = random.pick(house.hubs);
        await hub.kill();
        await hub.start();
      }
    },
  },
  {
    name: "all-killed",
    does: "kill -9 of every Meta Hub, and a start a while later",
    async run(house, random) {
      await Promise.all(house.hubs.map((hub) => hub.kill()));
      await meanwhile(random, 500, 2000);
      await Promise.all(house.hubs.map((hub) => hub.start()));
    },
  },
  {
    name: "replica-stopped",
    does: "a Meta Hub stands still for longer than the ack wait, and goes on with what another has done",
    async run(house, random) {
      const hub = random.pick(house.hubs);
      hub.signal("SIGSTOP");
      await Bun.sleep(beyondAckWaitMs);
      hub.signal("SIGCONT");
      await untilReady(house);
    },
  },
  {
    name: "sigterm",
    does: "SIGTERM of a Meta Hub, with the database well and then standing still: each time it is gone within 10 s",
    async run(house, random) {
      for (const databaseStands of [false, true]) {
        const hub = random.pick(house.hubs);
        if (databaseStands) await signalDatabase(house.postgres, "SIGSTOP");
        try {
          // By then what the Meta Hub does waits for the database.
          await meanwhile(random, 500, 1500);
          await hub.stop();
        } finally {
          await signalDatabase(house.postgres, "SIGCONT");
        }
        await hub.start();
      }
      await untilReady(house);
    },
  },
];
