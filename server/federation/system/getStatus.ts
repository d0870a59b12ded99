import type { SystemStatus } from "../../../contracts/system.ts";
import type { Mesh } from "../../mesh/connect.ts";
import type { EventConsumer } from "../../mesh/consume.ts";
import { readCompleteness } from "../completeness/readCompleteness.ts";
import type { FederationContext } from "../context.ts";
import { readVersions } from "./readVersions.ts";

/** What the process knows of itself. */
export type SystemRuntime = { version: string; startedAt: Date; mesh: Mesh; consumer: EventConsumer };

const shownRejected = 20;

/**
 * How the Meta Hub is: versions, the policy in force, its mesh and hearing, what waits to be taken in, what never
 * came, and what was rejected last. The same number of SQL statements, however many projects.
 */
export async function getSystemStatus(ctx: FederationContext, runtime: SystemRuntime): Promise<SystemStatus> {
  const { mesh, consumer } = runtime;
  const { committed, lastBatchAt, lagMs } = consumer.stats();
  const { notifications: _secret, ...policy } = ctx.policy;
  const [versions, completeness, pending, state, total, recent] = await Promise.all([
    readVersions(ctx.db),
    readCompleteness(ctx),
    consumer.pending(),
    ctx.db.prisma.federationState.findUnique({ where: { id: 1 } }),
    ctx.db.prisma.quarantinedEvent.count(),
    ctx.db.prisma.quarantinedEvent.findMany({
      orderBy: { id: "desc" },
      take: shownRejected,
      select: { subject: true, reason: true, receivedAt: true },
    }),
  ]);
  const connected = mesh.isConnected();
  return {
    version: runtime.version,
    startedAt: runtime.startedAt.toISOString(),
    ...versions,
    policy,
    mesh: {
      connected,
      server: connected ? (mesh.nc.info?.version ?? null) : null,
      identitiesEnforced: mesh.identitiesEnforced(),
    },
    blind:
      state === null || state.blindSince === null
        ? null
        : { since: state.blindSince.toISOString(), reason: state.blindReason ?? "it hears nothing" },
    declarations: {
      appliedAt: state?.declarationsAt?.toISOString() ?? null,
      problem: state?.declarationsProblem ?? null,
    },
    legacyUnknown: Number(state?.legacyUnknown ?? 0),
    ingest: { pending, committed, lastBatchAt: lastBatchAt?.toISOString() ?? null, lagMs },
    ...completeness,
    quarantine: {
      total,
      recent: recent.map((event) => ({ ...event, receivedAt: event.receivedAt.toISOString() })),
    },
  };
}
