import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { createFederationClient, type FederationClient } from "../../contracts/client.ts";
import { projectDeclaration } from "../../contracts/config.ts";
import { connectMesh, type Mesh } from "../../server/mesh/connect.ts";
import { keepKeys } from "../../server/platform/keys/keepKeys.ts";
import type { Lifecycle } from "../../server/platform/lifecycle.ts";
import { silentLog as log } from "../../server/platform/log.ts";
import { findFreePort } from "../embedded/freePort.ts";
import type { EmbeddedNats } from "../embedded/nats.ts";
import { type EmbeddedPostgres, startPostgres } from "../embedded/postgres.ts";
import { startShippedNats } from "../embedded/shippedNats.ts";
import { type MetaHubProcess, prepareMetaHub } from "../fleet/hubProcess.ts";
import { type Instance, prepareInstance } from "../fleet/instanceProcess.ts";
import { eventually } from "../testing/eventually.ts";
import { type Load, type LoadedProject, startLoad } from "./load.ts";

/** Everything that can be hurt: a broker, a database, Meta Hubs that share them, and project hubs that never stop talking. */
export type House = {
  readonly postgres: EmbeddedPostgres;
  readonly nats: EmbeddedNats;
  hubs: readonly [MetaHubProcess, ...MetaHubProcess[]];
  loads: readonly Load[];
  readonly instance: Instance;
  /** The first Meta Hub's, as an admin. */
  readonly api: FederationClient;
  /** On the federation database, as its superuser, over a connection of its own. */
  query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
  /** To the federation database, or to another one. To be ended. */
  connect(url?: string): Promise<Client>;
  /** Another connection to the broker, as who may do everything there. To be closed. */
  openMesh(): Promise<Mesh>;
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

/** Nobody listens there: these hubs speak, and are not asked. */
const nowhere = "http://127.0.0.1:9";
const declare = (slug: string, meshNs: string, hubUrl: string) => ({ slug, name: slug, meshNs, hubUrl });

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
  const east = projectDeclaration.parse({
    ...declare("east", "east.mesh", `http://127.0.0.1:${await findFreePort()}`),
    allowFanout: ["audit.security"],
  });
  const declared = [...projects.map(({ slug, meshNs }) => declare(slug, meshNs, nowhere)), east];
  await Bun.write(join(configDir, "projects.yaml"), JSON.stringify({ projects: declared }));
  await Bun.write(join(configDir, "policy.yaml"), "{}\n");
  let postgres = await startPostgres({ dataDir: postgresDir });
  lifecycle.onStop("postgres", () => postgres.stop());
  const keys = await keepKeys(
    folder,
    declared.map(({ slug }) => slug),
  );
  const identityOf = (slug: string) => {
    const known = keys.instances.get(slug);
    if (known === undefined) throw new Error(`no keys of ${slug}`);
    return known.identity;
  };
  const instances = declared.map(({ slug, meshNs }) => ({ slug, meshNs, publicKey: identityOf(slug).publicKey }));
  const broker = { dataDir: natsDir, publicKey: keys.identity.publicKey, instances };
  let nats = await startShippedNats(broker);
  lifecycle.onStop("nats", () => nats.stop());

  const variables = {
    ...{ FED_CONFIG_DIR: configDir, DATABASE_URL: postgres.url("postgres"), NATS_URL: nats.url },
    ...{ FED_DATA_DIR: folder, NATS_NKEY_SEED: keys.identity.seed, MESH_HMAC_KEY: keys.root },
  };
  const prepare = (index: number) => prepareMetaHub({ name: `meta-${index + 1}`, folder, variables });
  const first = await prepare(0);
  const others = Array.from({ length: replicas - 1 }, (_, index) => prepare(index + 1));
  const hubs = [first, ...(await Promise.all(others))] as const;
  for (const hub of hubs) {
    lifecycle.onStop(hub.name, hub.kill);
    await hub.start();
  }
  const servers = { adminUrl: postgres.url("postgres"), natsUrl: nats.url };
  const instance = await prepareInstance({ folder, declaration: east, keys, ...servers });
  lifecycle.onStop(instance.slug, instance.kill);
  const loads: Load[] = [];
  for (const project of projects) {
    const load = await startLoad({ url: nats.url, nkeySeed: identityOf(project.slug).seed }, project);
    lifecycle.onStop(`load ${project.slug}`, load.close);
    loads.push(load);
  }

  const connect = async (url?: string) => {
    const client = new Client({
      connectionString: url ?? postgres.url("postgres"),
      ...(url === undefined ? { options: "-c search_path=commandcenter_fed" } : {}),
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
    ...{ hubs, loads, instance, connect },
    api: createFederationClient({ url: first.url, apiKey: keys.adminKey }),
    openMesh: () => connectMesh({ url: nats.url, nkeySeed: keys.identity.seed, name: "chaos", log }),
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
      nats = await startShippedNats({ ...broker, port: nats.port });
    },
    isReady: async () => (await Promise.all(hubs.map((hub) => hub.isReady()))).every(Boolean),
  };
}

/** Until every Meta Hub says that it can work. */
export const untilReady = (house: House) => eventually(house.isReady, { timeoutMs: 60_000 });

/** Until no Meta Hub claims to be ready any more: what is broken is noticed by all. */
export const untilNoticed = (house: House) =>
  eventually(async () => !(await Promise.all(house.hubs.map((hub) => hub.isReady()))).some(Boolean), {
    timeoutMs: 30_000,
  });
