import type { Client } from "pg";
import { maxConnections } from "../../embedded/clusterSettings.ts";
import type { EmbeddedPostgres } from "../../embedded/postgres.ts";
import { chooseServerUser } from "../../embedded/postgresUser.ts";
import { eventually } from "../../testing/eventually.ts";
import { type Fault, meanwhile } from "../fault.ts";
import { type House, untilNoticed, untilReady } from "../house.ts";
import { serverProcesses, signalDatabase } from "../signalDatabase.ts";

/** Limits how large a file PostgreSQL may make, in bytes: what is over fails as it would on a full disk. */
async function limitFiles({ postgres }: House, size: string): Promise<void> {
  for (const each of await serverProcesses(postgres)) {
    // The soft limit only, and as the server's own user: who set it can lift it again. A process may have ended meanwhile.
    const command = ["prlimit", "--pid", String(each), `--fsize=${size}:`];
    Bun.spawnSync(command, { cwd: "/", ...(chooseServerUser() ?? {}) });
  }
}

const isRunning = ({ exited }: EmbeddedPostgres): Promise<boolean> =>
  Promise.race([exited.then(() => false), Bun.sleep(500).then(() => true)]);

/** Until nothing more is stored, although more is acknowledged: PostgreSQL may even have given up altogether. */
async function untilStuck(house: House): Promise<void> {
  const look = () => house.query('select count(*) from "ProjectAudit"').catch(() => null);
  let before = await look();
  await eventually(
    async () => {
      await Bun.sleep(1000);
      const now = await look();
      const stuck = now === null || Bun.deepEquals(now, before);
      before = now;
      return stuck;
    },
    { timeoutMs: 30_000 },
  );
}

export const databaseFaults: readonly Fault[] = [
  {
    name: "database-killed",
    does: "kill -9 of PostgreSQL, and a start",
    async run(house, random) {
      process.kill(house.postgres.pid, "SIGKILL");
      await house.postgres.exited;
      await untilNoticed(house);
      await meanwhile(random, 200, 2000);
      await house.restartPostgres();
      await untilReady(house);
    },
  },
  {
    name: "database-half-open",
    does: "PostgreSQL stands still with every connection open",
    async run(house, random) {
      await signalDatabase(house.postgres, "SIGSTOP");
      await meanwhile(random, 3000, 6000);
      await signalDatabase(house.postgres, "SIGCONT");
      await untilReady(house);
    },
  },
  {
    name: "database-full",
    does: "PostgreSQL has no room for another page, and gives up when it cannot even say so",
    missing: () => (Bun.which("prlimit") === null ? "prlimit (util-linux) is not on this machine" : null),
    async run(house, random) {
      const [size] = await house.query<{ bytes: number }>(`select pg_relation_size('"ProjectAudit"')::int as bytes`);
      await limitFiles(house, String(size?.bytes ?? 0));
      try {
        await untilStuck(house);
        await meanwhile(random, 1000, 3000);
      } finally {
        await limitFiles(house, "unlimited");
      }
      if (!(await isRunning(house.postgres))) await house.restartPostgres();
      await untilReady(house);
    },
  },
  {
    name: "pool-exhausted",
    does: "others take every connection of PostgreSQL, and the Meta Hubs lose theirs",
    async run(house, random) {
      const held: Client[] = [];
      try {
        const take = async () => {
          for (let free = true; free && held.length < maxConnections; ) {
            free = await house.connect().then(
              (client) => held.push(client) > 0,
              () => false,
            );
          }
        };
        await take();
        const own = await Promise.all(
          held.map(
            async (client) => (await client.query<{ pid: number }>("select pg_backend_pid() as pid")).rows[0]?.pid,
          ),
        );
        await held[0]?.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and not pid = any($1)",
          [own],
        );
        await take();
        await meanwhile(random, 2000, 4000);
      } finally {
        await Promise.all(held.map((client) => client.end()));
      }
      await untilReady(house);
    },
  },
  {
    name: "slow-consumer",
    does: "a table is locked, so that nothing can be stored while events keep coming",
    async run(house, random) {
      const client = await house.connect();
      try {
        await client.query('begin; lock table "EventCursor" in access exclusive mode');
        await meanwhile(random, 3000, 6000);
        await client.query("commit");
      } finally {
        await client.end();
      }
    },
  },
];
