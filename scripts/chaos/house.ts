import { randomBytes } from "node:crypto";
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import type { Lifecycle } from "../../server/platform/lifecycle.ts";
import { type EmbeddedNats, startNats } from "../embedded/nats.ts";
import { type EmbeddedPostgres, startPostgres } from "../embedded/postgres.ts";
import { type MetaHubProcess, prepareMetaHub } from "../fleet/hubProcess.ts";
import { eventually } from "../testing/eventually.ts";
import { type Load, type LoadedProject, startLoad } from "./load.ts";

/** Everything that can be hurt: a broker, a database, Meta Hubs that share them, and project hubs that never stop talking. */
export type House = {
  readonly postgres: EmbeddedPostgres;
  readonly nats: EmbeddedNats;
  hubs: readonly [MetaHubProcess, ...MetaHubProcess[]];
  loads: readonly Load[];
  /** On the federation database, as its superuser, over a connection of its own. */
  query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
  connect(): Promise<Client>;
  /** Starts a server that was killed again, on the same data and port. */
  restartPostgres(): Promise<void>;
  restartNats(): Promise<void>;
  isReady(): Promise<boolean>;
};

const hours = 3_600_000;

/** One clock is right, one two hours ahead and one two hours behind. */
const projects: readonly LoadedProject[] = [
  { slug: "north", meshNs: "north.mesh", skewMs: 0 },
  { slug: "south", meshNs: "south.mesh", skewMs: 2 * hours },
  { slug: "west", meshNs: "west.mesh", skewMs: -2 * hours },
];

const projectsYaml = `projects:\n${projects
  .map(({ slug, meshNs }) => `  - { slug: ${slug}, name: ${slug}, meshNs: ${meshNs}, hubUrl: "http://127.0.0.1:9" }\n`)
  .join("")}`;

/** Starts everything in a temporary folder. `lifecycle` stops it, and removes the folder. */
export async function startHouse(lifecycle: Lifecycle, { replicas }: { replicas: number }): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), "fed-chaos-"));
  lifecycle.onStop("folder", () => rm(folder, { recursive: true, force: true }));
  // As root, PostgreSQL runs as another user, who must be able to enter.
  await chmod(folder, 0o755);
  const [postgresDir, natsDir, configDir] = ["postgres", "nats", "config"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await mkdir(configDir);
  await Bun.write(join(configDir, "projects.yaml"), projectsYaml);
  await Bun.write(join(configDir, "policy.yaml"), "{}\n");
  let postgres = await startPostgres({ dataDir: postgresDir });
  lifecycle.onStop("postgres", () => postgres.stop());
  let nats = await startNats({ dataDir: natsDir });
  lifecycle.onStop("nats", () => nats.stop());

  const variables = {
    ...{ FED_CONFIG_DIR: configDir, DATABASE_URL: postgres.url("postgres"), NATS_URL: nats.url },
    MESH_HMAC_KEY: randomBytes(32).toString("base64"),
  };
  const prepare = async (index: number) => {
    const name = `meta-${index + 1}`;
    const home = join(folder, name);
    await mkdir(home);
    return await prepareMetaHub({ name, folder: home, variables });
  };
  const first = await prepare(0);
  const others = Array.from({ length: replicas - 1 }, (_, index) => prepare(index + 1));
  const hubs = [first, ...(await Promise.all(others))] as const;
  for (const hub of hubs) {
    lifecycle.onStop(hub.name, hub.kill);
    await hub.start();
  }
  const loads: Load[] = [];
  for (const project of projects) {
    const load = await startLoad(nats.url, project);
    lifecycle.onStop(`load ${project.slug}`, load.close);
    loads.push(load);
  }

  const connect = async () => {
    const client = new Client({
      connectionString: postgres.url("postgres"),
      options: "-c search_path=commandcenter_fed",
    });
    client.on("error", () => {});
    await client.connect();
    return client;
  };
  return {
    get postgres() {
      return postgres;
    },
    get nats() {
      return nats;
    },
    ...{ hubs, loads, connect },
    async query<Row extends object>(text: string, values: unknown[] = []) {
      const client = await connect();
      try {
        return (await client.query<Row>(text, values)).rows;
      } finally {
        await client.end();
      }
    },
    async restartPostgres() {
      postgres = await startPostgres({ dataDir: postgresDir, port: postgres.port });
    },
    async restartNats() {
      nats = await startNats({ dataDir: natsDir, port: nats.port });
    },
    isReady: async () => (await Promise.all(hubs.map((hub) => hub.isReady()))).every(Boolean),
  };
}

/** Until every Meta Hub says that it can work. */
export const untilReady = (house: House) => eventually(house.isReady, { timeoutMs: 60_000 });

/** Until no Meta Hub that runs claims to be ready: what is broken is noticed. */
export const untilNoticed = (house: House) => eventually(async () => !(await house.isReady()), { timeoutMs: 30_000 });
