import { createFederationClient } from "../../contracts/client.ts";
import { eventSubject } from "../../contracts/subjects.ts";
import { connectMesh } from "../../server/mesh/connect.ts";
import { silentLog as log } from "../../server/platform/log.ts";
import type { FleetMetaHub } from "../fleet/metaHub.ts";
import { eventually } from "../testing/eventually.ts";
import { recordHistory } from "../testing/recordHistory.ts";
import { imagineHistory } from "./imagineHistory.ts";

/** The project of a fleet that is given a past. */
const known = "gateway-engine";

/** Lets things have happened in an imagined fleet: a day of numbers, alerts looked after and resolved, a silence, refused events. */
export async function makeEventful({ url, apiKey, natsUrl, databaseUrl }: FleetMetaHub): Promise<void> {
  await recordHistory(databaseUrl, known, imagineHistory(Date.now()));
  const { alerts, system } = createFederationClient({ url, apiKey });
  const [first, second, third, ...others] = await alerts.list.query({ status: "open" });
  for (const alert of [first, second]) if (alert) await alerts.acknowledge.mutate({ id: alert.id });
  if (third) await alerts.resolve.mutate({ id: third.id });
  const project = others.find((alert) => alert.project !== null)?.project;
  if (project) {
    const endsAt = new Date(Date.now() + 4 * 3_600_000).toISOString();
    await alerts.silence.mutate({ project, reason: "Moves to another host this afternoon.", endsAt });
  }
  const mesh = await connectMesh({ url: natsUrl, name: "imagined", log });
  try {
    const subject = (kind: "graph.summary.nodes" | "audit.summary.status") =>
      eventSubject.summary(`${known}.mesh`, kind);
    mesh.nc.publish(subject("graph.summary.nodes"), '{"projectSlug": "gateway-engine", "counts": {"files": 41');
    mesh.nc.publish(subject("audit.summary.status"), JSON.stringify({ projectSlug: known, ok: -1, warn: 0, fail: 0 }));
    await mesh.nc.flush();
  } finally {
    await mesh.close();
  }
  await eventually(async () => (await system.status.query()).quarantine.total >= 2);
}
