import { createFederationClient, type FederationClient } from "../../contracts/client.ts";
import { eventSubject } from "../../contracts/subjects.ts";
import { connectMesh, type Mesh } from "../../server/mesh/connect.ts";
import { createPublisher } from "../../server/mesh/publish.ts";
import { systemClock } from "../../server/platform/clock.ts";
import { silentLog as log } from "../../server/platform/log.ts";
import type { FleetMetaHub } from "../fleet/metaHub.ts";
import { eventually } from "../testing/eventually.ts";
import { recordHistory } from "../testing/recordHistory.ts";
import type { ImaginedEcosystem, ImaginedProject } from "./imagineEcosystem.ts";
import { imagineHistory } from "./imagineHistory.ts";
import { imaginePast } from "./imaginePast.ts";
import { imagineRuns } from "./imagineRuns.ts";

/** The project of a fleet that is given a past. */
const known = "gateway-engine";

/** The one that comes and goes. */
export const unsteady = "queue-sync";

/** Lets things have happened in an imagined fleet: a day of numbers, alerts that are looked after, a silence, refused events, a project that flaps. */
export async function makeEventful(hub: FleetMetaHub, { projects }: ImaginedEcosystem): Promise<void> {
  const { url, apiKey, natsUrl, nkeySeed, databaseUrl } = hub;
  const client = createFederationClient({ url, apiKey });
  const { alerts, system } = client;
  const speaking = projects.filter(({ health }) => health !== null);
  const remembered = speaking.find(({ declared }) => declared.slug === known);
  const found = speaking.slice(0, 6);
  for (const project of found) await recordEarlierScan(databaseUrl, project);
  if (remembered) await recordHistory(databaseUrl, known, imagineHistory(remembered, Date.now()));
  const mesh = await connectMesh({ url: natsUrl, nkeySeed, name: "imagined", log });
  try {
    for (const project of found) await tellFindings(mesh, project);
    if (remembered) {
      await tellOldProof(mesh, remembered, speaking);
      const isDormant = async () => (await client.graph.ecosystem.query()).edges.some(({ dormant }) => dormant);
      await eventually(isDormant, { timeoutMs: 30_000 });
    }
    await imaginePast(client, databaseUrl);
    const subject = (kind: "graph.summary.nodes" | "audit.summary.status") =>
      eventSubject.summary(`${known}.mesh`, kind);
    mesh.nc.publish(subject("graph.summary.nodes"), '{"projectSlug": "gateway-engine", "counts": {"files": 41');
    mesh.nc.publish(subject("audit.summary.status"), JSON.stringify({ projectSlug: known, ok: -1, warn: 0, fail: 0 }));
    await mesh.nc.flush();
  } finally {
    await mesh.close();
  }
  await imagineRuns(hub);
  await eventually(async () => (await system.status.query()).quarantine.total >= 2);
  const firing = () => alerts.list.query({ status: "open" });
  await eventually(async () => (await firing()).length >= found.length, { timeoutMs: 60_000 });
  const [first, second, third, fourth, fifth] = await firing();
  for (const alert of [first, second]) if (alert) await alerts.acknowledge.mutate({ id: alert.id });
  for (const alert of [third, fourth]) if (alert) await alerts.resolve.mutate({ id: alert.id });
  const endsAt = new Date(Date.now() + 4 * 3_600_000).toISOString();
  if (fifth?.project) {
    await alerts.silence.mutate({ project: fifth.project, reason: "Moves to another host this afternoon.", endsAt });
  }
  await comeAndGo(hub, client);
}

/** Has a hub say in turn that it is well and that it is not, each time once that is known, until the project flaps. */
async function comeAndGo({ natsUrl, nkeySeed }: FleetMetaHub, client: FederationClient): Promise<void> {
  const { project } = await client.projects.bySlug.query({ slug: unsteady });
  const mesh = await connectMesh({ url: natsUrl, nkeySeed, name: "unsteady", log });
  const publisher = createPublisher({ mesh, meshNs: project.meshNs, clock: systemClock, log });
  const hear = async () => (await client.projects.bySlug.query({ slug: unsteady })).project;
  try {
    for (let turn = 0; !(await hear()).flapping; turn++) {
      const status = turn % 2 === 0 ? "degraded" : "ok";
      const degradedReasons = status === "ok" ? [] : ["its queue is full"];
      const sample = { status, latencyMs: 12, degradedReasons, sampleAt: new Date().toISOString() } as const;
      publisher.publishPulse(eventSubject.health(project.meshNs, unsteady), sample);
      const shown = status === "ok" ? "online" : "degraded";
      await eventually(async () => {
        const now = await hear();
        return now.flapping || now.status === shown;
      });
    }
  } finally {
    await publisher.close();
    await mesh.close();
  }
}

/** An integration that nothing has spoken for since two months: it is dormant. */
async function tellOldProof(mesh: Mesh, from: ImaginedProject, among: readonly ImaginedProject[]): Promise<void> {
  const { slug, meshNs } = from.declared;
  const to = among.at(-1)?.declared.slug ?? slug;
  const publisher = createPublisher({ mesh, meshNs, clock: systemClock, log });
  const lastSeenAt = new Date(Date.now() - 60 * 86_400_000).toISOString();
  await publisher.publishEvent(eventSubject.integrationEdge(meshNs), {
    ...{ fromProject: slug, toProject: to, kind: "queue", strength: 0.6 },
    proof: { source: "access-log", key: `${slug} calls ${to}`, lastSeenAt },
  });
  await publisher.close();
}

/** What a scan of an hour ago had found, in another minute than the one to come: within one only the latest is kept. */
async function recordEarlierScan(databaseUrl: string, { declared, vulns }: ImaginedProject): Promise<void> {
  const observedAt = Date.now() - 3_600_000;
  await recordHistory(databaseUrl, declared.slug, [
    { key: "security.vulnsCritical", value: vulns.vulnsCritical, observedAt },
  ]);
}

/** A scan that finds more than the one before. */
async function tellFindings(mesh: Mesh, { declared, vulns }: ImaginedProject): Promise<void> {
  const { slug: projectSlug, meshNs } = declared;
  const publisher = createPublisher({ mesh, meshNs, clock: systemClock, log });
  const payload = { projectSlug, ...vulns, vulnsCritical: vulns.vulnsCritical + 3, lastScan: new Date().toISOString() };
  await publisher.publishEvent(eventSubject.summary(meshNs, "security.summary.status"), payload);
  await publisher.close();
}
