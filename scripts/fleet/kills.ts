import { jetstreamManager } from "@nats-io/jetstream";
import { createFederationClient } from "../../contracts/client.ts";
import { eventStream } from "../../contracts/subjects.ts";
import type { Mesh } from "../../server/mesh/connect.ts";
import { eventually } from "../testing/eventually.ts";
import type { MetaHubProcess } from "./hubProcess.ts";
import type { FleetSystem } from "./metaHub.ts";
import type { Fault } from "./options.ts";

/** One process that was killed, and how the others did without it. */
export type Kill = {
  who: string;
  /** Events acknowledged by the brokers and taken in by the Meta Hubs while it was gone; null where nobody could take in any. */
  without: { acknowledged: number; takenIn: number } | null;
  /** From its end until it was whole again, in seconds. */
  goneFor: number;
};

type KillOptions = {
  system: FleetSystem;
  faults: ReadonlySet<Fault>;
  /** A connection that may ask JetStream. */
  mesh: Mesh;
  /** How many events the brokers have acknowledged so far. */
  acknowledged: () => number;
  /** Asked after each round. */
  goesOn: () => boolean;
  tell: (line: string) => void;
};

type Victim = {
  who: string;
  process: { kill(): Promise<void>; start(): Promise<void> };
  /** The Meta Hubs that go on taking events in; none where the work must wait for its return. */
  metaHubs: readonly MetaHubProcess[];
};

/** That many events must be acknowledged, and taken in, before it comes back. */
const enough = 30;
const patienceMs = 60_000;

/**
 * Kills (SIGKILL) one process after the other and brings each back before the next, as the faults say: of a cluster of
 * brokers one that does not lead the event stream and the one that does, then a Meta Hub, the next one each round, then
 * PostgreSQL and a real project hub. Once round, and again while `goesOn` says so; none where no such fault was asked for.
 *
 * @throws when the others do not go on without one within a minute, or when one does not come back.
 */
export async function killInTurn(options: KillOptions): Promise<Kill[]> {
  const { system, faults, tell } = options;
  const kills: Kill[] = [];
  const strike = async (victim: Victim) => {
    tell(`killing ${victim.who} ...`);
    kills.push(await killOne(victim, options));
  };
  const asked = [...faults].some((fault) => fault.startsWith("kill-"));
  for (let round = 0; asked && (round === 0 || options.goesOn()); round++) {
    if (faults.has("kill-broker")) await strike(await chooseBroker(options, { leads: false }));
    if (faults.has("kill-leader")) await strike(await chooseBroker(options, { leads: true }));
    if (faults.has("kill-meta")) await strike(chooseMetaHub(system, round));
    if (faults.has("kill-database")) await strike({ who: "PostgreSQL", process: system.database, metaHubs: [] });
    const { instance, metaHubs } = system;
    if (instance !== null) await strike({ who: `${instance.slug}, a project hub`, process: instance, metaHubs });
  }
  return kills;
}

async function chooseBroker({ system, mesh }: KillOptions, { leads }: { leads: boolean }): Promise<Victim> {
  const leader = await leaderOf(mesh);
  const broker = system.brokers.find(({ name }) => (name === leader) === leads);
  if (broker === undefined) throw new Error(`No broker of ours leads the stream, but ${leader}.`);
  const who = `${broker.name}, ${leads ? "leader" : "not leader"} of the stream`;
  return { who, process: broker, metaHubs: system.metaHubs };
}

function chooseMetaHub({ metaHubs }: FleetSystem, round: number): Victim {
  const chosen = metaHubs[round % metaHubs.length] ?? metaHubs[0];
  return { who: chosen.name, process: chosen, metaHubs: metaHubs.filter((other) => other !== chosen) };
}

async function killOne({ who, process, metaHubs }: Victim, options: KillOptions): Promise<Kill> {
  const { system, mesh, acknowledged } = options;
  await process.kill();
  const started = performance.now();
  let without: Kill["without"] = null;
  if (metaHubs.length > 0) {
    const before = { acknowledged: acknowledged(), takenIn: await takenIn(metaHubs, system.apiKey) };
    without = await until(`nothing goes on without ${who}`, async () => {
      const since = {
        acknowledged: acknowledged() - before.acknowledged,
        takenIn: (await takenIn(metaHubs, system.apiKey)) - before.takenIn,
      };
      return Math.min(since.acknowledged, since.takenIn) >= enough ? since : null;
    });
  }
  await process.start();
  await until(`${who} came back, but the brokers are not in step`, () => inStep(mesh));
  await until(`${who} came back, but not every Meta Hub is ready`, () => allReady(system));
  return { who, without, goneFor: (performance.now() - started) / 1000 };
}

const allReady = async ({ metaHubs }: FleetSystem): Promise<boolean> =>
  (await Promise.all(metaHubs.map((hub) => hub.isReady()))).every(Boolean);

/** How many events these Meta Hubs have taken in since they were started. */
async function takenIn(metaHubs: readonly MetaHubProcess[], apiKey: string): Promise<number> {
  const counts = await Promise.all(
    metaHubs.map(async ({ url }) => {
      const { ingest } = await createFederationClient({ url, apiKey }).system.status.query();
      return ingest.committed;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

async function leaderOf(mesh: Mesh): Promise<string> {
  const manager = await jetstreamManager(mesh.nc);
  return await until("the stream has no leader", async () => {
    const { cluster } = await manager.streams.info(eventStream.name);
    return cluster?.leader;
  });
}

/** Whether every copy of the stream and of its consumer is where the leader is: then any one broker may be lost. */
async function inStep(mesh: Mesh): Promise<boolean> {
  const manager = await jetstreamManager(mesh.nc, { checkAPI: false });
  const [stream, consumer] = await Promise.all([
    manager.streams.info(eventStream.name),
    manager.consumers.info(eventStream.name, eventStream.durable),
  ]);
  return [stream, consumer].every(
    ({ cluster }) =>
      cluster === undefined ||
      (cluster.leader !== undefined &&
        (cluster.replicas ?? []).every(({ current, offline }) => current && offline !== true)),
  );
}

/** `eventually`, with what it means when that is never. */
async function until<T>(otherwise: string, check: () => Promise<T>): Promise<NonNullable<T>> {
  try {
    const answer = await eventually(check, { timeoutMs: patienceMs, pauseMs: 100 });
    if (answer !== null && answer !== undefined) return answer;
  } catch (thrown) {
    throw new Error(`For a minute: ${otherwise}.`, { cause: thrown });
  }
  throw new Error(otherwise);
}
