import type { Pool } from "pg";
import { reservedSlugs } from "../../../../contracts/names.ts";
import type { RejectedEvent } from "../../../mesh/parseEvent.ts";
import { inTransaction } from "../../../platform/transaction.ts";
import { discover } from "../../catalog/discover.ts";
import type { FederationContext } from "../../context.ts";
import { type Changes, noChanges } from "../../live/changes.ts";
import { Partitions } from "../../metrics/partitions.ts";
import { recordRejected } from "../../quarantine/recordRejected.ts";
import { takeBatch } from "../../telemetry/takeBatch.ts";
import { applyPulses } from "../pulses/applyPulses.ts";
import { emptyPulse, type Pulse, sortPulses } from "../pulses/toPulses.ts";
import { type Heartbeat, legacyNamespace } from "./parseHeartbeat.ts";

/** A batch of legacy heartbeats. */
export type HeartbeatBatch = { events: Heartbeat[]; rejected: RejectedEvent[] };

type KnownProject = { id: number; slug: string; legacy: boolean };

/**
 * Makes the ear for legacy heartbeats. A project that `legacyHeartbeat` allows them counts as heard; one that nobody
 * knows is counted and shown as discovered; any other is quarantined, since such a heartbeat has no namespace that the
 * broker could have checked.
 */
export function createRecordHeartbeats(ctx: FederationContext): (batch: HeartbeatBatch) => Promise<Changes> {
  const partitions = new Partitions(ctx.db.pool);
  return async (batch) => {
    const { events, rejected } = batch;
    const facts = { path: "core", events: events.length, rejected: rejected.length, causes: [] } as const;
    try {
      return await takeBatch(ctx.meters, "fed.catalog.update", facts, () => record(ctx, partitions, batch));
    } catch (thrown) {
      partitions.forget();
      throw thrown;
    }
  };
}

async function record(ctx: FederationContext, partitions: Partitions, batch: HeartbeatBatch): Promise<Changes> {
  const now = ctx.clock.now();
  let known = await findProjects(ctx.db.pool, batch.events);
  const strangers = batch.events.filter(({ slug }) => !known.has(slug) && !reservedSlugs.has(slug));
  if (strangers.length > 0) {
    await discover(ctx, strangers.map(toNewcomer));
    known = await findProjects(ctx.db.pool, batch.events);
  }
  const refused = batch.events.filter(({ slug }) => known.get(slug)?.legacy !== true);
  await partitions.ensure([now.getTime()]);
  const rejected = [...batch.rejected, ...refused.map(toRejected)];
  const changes = await inTransaction(ctx.db.pool, async (client) => {
    await recordRejected(client, rejected);
    if (strangers.length > 0) {
      await client.query('update "FederationState" set "legacyUnknown" = "legacyUnknown" + $1 where id = 1', [
        strangers.length,
      ]);
    }
    const projects = await applyPulses(client, toPulses(batch.events, known), { policy: ctx.policy, now });
    return { ...noChanges(), projects };
  });
  ctx.meters.events.add(batch.events.length - refused.length, { kind: "legacy.heartbeat" });
  ctx.meters.rejected.add(rejected.length, { path: "core" });
  return changes;
}

async function findProjects(pool: Pool, beats: readonly Heartbeat[]): Promise<Map<string, KnownProject>> {
  if (beats.length === 0) return new Map();
  const { rows } = await pool.query<KnownProject>(
    'select id, slug, "legacyHeartbeat" as legacy from "ProjectCatalog" where slug = any($1)',
    [[...new Set(beats.map(({ slug }) => slug))]],
  );
  return new Map(rows.map((project) => [project.slug, project]));
}

/** One that does not say where it is gets an address that leads nowhere (RFC 2606). */
const toNewcomer = ({ slug, hubUrl }: Heartbeat) => ({
  slug,
  meshNs: legacyNamespace(slug),
  hubUrl: hubUrl ?? `http://${slug}.invalid/`,
  legacyHeartbeat: true,
});

const toRejected = ({ subject, payload, receivedAt }: Heartbeat): RejectedEvent => ({
  subject,
  reason: "legacy heartbeat not allowed",
  payload,
  receivedAt,
  messageKey: null,
});

function toPulses(beats: readonly Heartbeat[], known: ReadonlyMap<string, KnownProject>): Pulse[] {
  const pulses = new Map<string, Pulse>();
  for (const beat of beats) {
    const project = known.get(beat.slug);
    if (project?.legacy !== true) continue;
    const at = beat.receivedAt.getTime();
    const place = `${project.id} ${beat.hubId}`;
    const pulse = pulses.get(place) ?? emptyPulse(project.id, beat.hubId, at);
    pulse.lastSeenAt = Math.max(pulse.lastSeenAt, at);
    if (beat.skewSeconds !== null && at >= pulse.skewAt) {
      pulse.skewSeconds = beat.skewSeconds;
      pulse.skewAt = at;
    }
    pulses.set(place, pulse);
  }
  return sortPulses([...pulses.values()]);
}
