import { createFederationClient } from "../../contracts/client.ts";
import { eventSubject } from "../../contracts/subjects.ts";
import { connectMesh } from "../../server/mesh/connect.ts";
import { createPublisher } from "../../server/mesh/publish.ts";
import { systemClock } from "../../server/platform/clock.ts";
import type { Lifecycle } from "../../server/platform/lifecycle.ts";
import { silentLog as log } from "../../server/platform/log.ts";
import { type FleetMetaHub, startMetaHub } from "../fleet/metaHub.ts";
import { eventually } from "../testing/eventually.ts";
import { type ImaginedEcosystem, type ImaginedProject, imagineEcosystem } from "./imagineEcosystem.ts";

/** Hubs speak once here and are then believed; and who never speaks alerts within seconds. */
const policy = `
liveness: { degradedAfterSeconds: 80000, offlineAfterSeconds: 86400 }
alerts: { offlineAfterMinutes: 0.05 }
blindness: { atLeast: 10000 }
flapping: { withinMinutes: 60 }
`;

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

/**
 * A Meta Hub with an imagined ecosystem of a size, told to it over the mesh as hubs tell it. Answers once everything is
 * there and stands still: integrations, places, and an alert of each project that never speaks. `lifecycle` stops it.
 */
export async function startImagined(
  lifecycle: Lifecycle,
  projectCount: number,
  edgeCount: number,
): Promise<FleetMetaHub> {
  const ecosystem = imagineEcosystem(projectCount, edgeCount);
  const lines = ecosystem.projects.map(({ declared }) => `  - ${JSON.stringify(declared)}\n`);
  const hub = await startMetaHub(lifecycle, {
    projects: lines.length === 0 ? "projects: []\n" : `projects:\n${lines.join("")}`,
    policy,
  });
  const mesh = await connectMesh({ url: hub.natsUrl, nkeySeed: hub.nkeySeed, name: "imagined", log });
  try {
    for (const project of ecosystem.projects) await tell(mesh, project, ecosystem);
  } finally {
    await mesh.close();
  }
  await untilSettled(hub, ecosystem);
  return hub;
}

/** Two looks that far apart which show the same places are enough: unplaced projects are placed every two seconds. */
const lookEveryMs = 5000;

async function untilSettled({ url, apiKey }: FleetMetaHub, { projects, proofs }: ImaginedEcosystem): Promise<void> {
  const client = createFederationClient({ url, apiKey });
  const silent = new Set(projects.filter(({ health }) => health === null).map(({ declared }) => declared.slug));
  const told = proofs.filter(({ reporter }) => !silent.has(reporter));
  const edges = new Set(told.map(({ from, to, kind }) => `${from} ${to} ${kind}`)).size;
  let before = "";
  await eventually(
    async () => {
      const [map, alerts] = await Promise.all([
        client.graph.ecosystem.query(),
        client.alerts.list.query({ status: "open", limit: 1000 }),
      ]);
      const places = map.projects.map(({ slug, x, y }) => `${slug} ${x} ${y}`).join("\n");
      const isSame = places === before;
      before = places;
      return isSame && map.edges.length >= edges && alerts.length >= silent.size;
    },
    { timeoutMs: 180_000, pauseMs: lookEveryMs },
  );
}

/** Says everything that one hub has to say. */
async function tell(
  mesh: Awaited<ReturnType<typeof connectMesh>>,
  { declared, health, graph, audits, vulns, deployedDays }: ImaginedProject,
  { proofs }: ImaginedEcosystem,
): Promise<void> {
  if (health === null) return;
  const { slug: projectSlug, meshNs, hubUrl } = declared;
  const publisher = createPublisher({ mesh, meshNs, clock: systemClock, log });
  const now = daysAgo(0);
  const summary = (kind: Parameters<typeof eventSubject.summary>[1], payload: object) =>
    publisher.publishEvent(eventSubject.summary(meshNs, kind), { projectSlug, ...payload });
  const presence = { projectSlug, meshNs, hubUrl, version: "1.4.0", tools: [], capabilities: [] };
  publisher.publishPulse(eventSubject.presence(meshNs, projectSlug), presence);
  const degradedReasons = health === "ok" ? [] : ["its database answers slowly"];
  const sample = { status: health, latencyMs: 3 + (graph.files % 40), degradedReasons, sampleAt: now };
  publisher.publishPulse(eventSubject.health(meshNs, projectSlug), sample);
  await Promise.all([
    summary("graph.summary.nodes", { counts: graph, ts: now }),
    summary("audit.summary.status", { ...audits, lastRun: now }),
    summary("security.summary.status", { ...vulns, lastScan: now }),
    summary("deploy.summary.status", { envs: ["prod"], versions: ["1.4.0"], lastDeployedAt: daysAgo(deployedDays) }),
    ...proofs
      .filter(({ reporter }) => reporter === projectSlug)
      .map(({ from, to, kind, weight, days }) =>
        publisher.publishEvent(eventSubject.integrationEdge(meshNs), {
          ...{ fromProject: from, toProject: to, kind, strength: weight },
          proof: { source: "access-log", key: `${from} calls ${to}`, lastSeenAt: daysAgo(days) },
        }),
      ),
  ]);
  await publisher.close();
}
