import { eventually } from "../../testing/eventually.ts";
import { type Fault, meanwhile } from "../fault.ts";
import { untilReady } from "../house.ts";
import { signalDatabase } from "../signalDatabase.ts";

/** Longer than the broker waits for an acknowledgement before it delivers again. */
const beyondAckWaitMs = 33_000;

/** Any number that nobody else locks. */
const gate = 5_400_001;

/** From now on no batch can be committed while somebody holds the gate: its COMMIT waits there, with everything done. */
const closable = `
create function chaos_wait() returns trigger language plpgsql as
  'begin perform pg_advisory_xact_lock_shared(${gate}); return null; end';
create constraint trigger chaos_commit after insert or update on "EventCursor"
  deferrable initially deferred for each row execute function chaos_wait()`;

const eventsSeen = 'select "projectId", epoch, seen::text as seen from "EventCursor" order by 1, 2';

const standingAtCommit =
  "select count(*)::int as count from pg_stat_activity where query ~* '^commit' and wait_event = 'advisory'";

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
    name: "commit-then-killed",
    does: "kill -9 of every Meta Hub after a batch is committed, and before any of it can be acknowledged",
    async run(house) {
      const client = await house.connect();
      const standing = async () => (await client.query<{ count: number }>(standingAtCommit)).rows[0]?.count ?? 0;
      try {
        await client.query(closable);
        await client.query("select pg_advisory_lock($1)", [gate]);
        await eventually(async () => (await standing()) > 0, { timeoutMs: 30_000 });
        // They cannot hear the answer to their COMMIT, which is carried out now.
        for (const hub of house.hubs) hub.signal("SIGSTOP");
        const before = await house.query<{ seen: string }>(eventsSeen);
        await client.query("select pg_advisory_unlock($1)", [gate]);
        await eventually(async () => (await standing()) === 0, { timeoutMs: 30_000 });
        await eventually(async () => !Bun.deepEquals(await house.query(eventsSeen), before));
        await Promise.all(house.hubs.map((hub) => hub.kill()));
        await client.query('drop trigger chaos_commit on "EventCursor"; drop function chaos_wait()');
      } finally {
        await client.end();
      }
      await Promise.all(house.hubs.map((hub) => hub.start()));
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
