import { trace } from "@opentelemetry/api";
import type { EventBatch } from "../../mesh/consume.ts";
import { causesOf } from "../../mesh/traceEvents.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { recordReceipts } from "../actions/receipts/recordReceipts.ts";
import { verifyReceipts } from "../actions/receipts/verifyReceipts.ts";
import { recordCursors } from "../completeness/recordCursors.ts";
import type { FederationContext } from "../context.ts";
import { Directory } from "../identity/directory.ts";
import { identify, namesIn, type OwnedEvent } from "../identity/identify.ts";
import { recordEvidence } from "../integrations/recordEvidence.ts";
import { type Evidence, toEvidence } from "../integrations/toEvidence.ts";
import { type Changes, noChanges } from "../live/changes.ts";
import { KeyBudget } from "../metrics/keyBudget.ts";
import { Partitions } from "../metrics/partitions.ts";
import { type ProjectSample, recordSamples } from "../metrics/recordSamples.ts";
import { recordSummaries } from "../metrics/recordSummaries.ts";
import { toSamples } from "../metrics/toSamples.ts";
import { type GroupFact, toSummary } from "../metrics/toSummary.ts";
import { recordRejected } from "../quarantine/recordRejected.ts";
import { lockRiskFacts } from "../risk/facts.ts";
import { toRiskSamples } from "../risk/toRiskSamples.ts";
import { countTaken, takeBatch } from "../telemetry/takeBatch.ts";
import { isolatePoison } from "./isolatePoison.ts";
import { latestSummaries } from "./latestSummaries.ts";
import { recordAudits } from "./recordAudits.ts";

const dayMs = 86_400_000;

/** Takes in one batch; when it resolves, everything is durable. When it rejects, nothing of the batch was stored. */
export type Ingest = (batch: EventBatch) => Promise<Changes>;

/**
 * Makes the ingest of one process, with what it remembers between batches: who owns which namespace, which days have a
 * partition, which keys a project uses. A batch is one transaction with a constant number of statements.
 */
export function createIngest(ctx: FederationContext): Ingest {
  const directory = new Directory(ctx.clock);
  const partitions = new Partitions(ctx.db.pool);
  const keys = new KeyBudget("versions", ctx.clock);

  const ingest = async (batch: EventBatch): Promise<Changes> => {
    const now = ctx.clock.now();
    const oldest = now.getTime() - ctx.policy.metrics.rawDays * dayMs;
    await directory.prepare(ctx.db.pool, namesIn(batch.events));
    const identified = identify(batch.events, directory);
    const { owned, receipts, rejected: forged } = verifyReceipts(identified.owned, ctx.keys);
    const rejected = [...batch.rejected, ...identified.rejected, ...forged];
    const contents = splitByKind(latestSummaries(owned, ctx.policy.metrics.windowSeconds), directory);
    const samples = await keys.admit(
      ctx.db.pool,
      contents.samples.filter((sample) => sample.observedAt >= oldest),
    );
    const samplesDropped = contents.samples.length - samples.length;
    trace.getActiveSpan()?.setAttribute("fed.samples.dropped", samplesDropped);
    if (samplesDropped > 0) ctx.log.debug("ingest.samples_dropped", { samplesDropped });
    await partitions.ensure([now.getTime(), ...samples.map((sample) => sample.observedAt)]);

    const stored = await inTransaction(ctx.db.pool, async (client) => {
      const projects = await recordSummaries(client, contents.facts);
      const facts = await lockRiskFacts(
        client,
        projects.filter((id) => contents.affectsRisk.has(id)),
      );
      const risks = facts.flatMap((fact) => toRiskSamples(fact, ctx.policy.risk.weights, now));
      await recordSamples(client, [...samples, ...risks], ctx.policy.metrics.windowSeconds);
      const edges = await recordEvidence(client, contents.evidence, {
        halfLifeDays: ctx.policy.integrations.halfLifeDays,
        now,
      });
      await recordAudits(client, owned);
      await recordCursors(client, identified.heard);
      const received = await recordReceipts(client, receipts);
      const allRejected = [...rejected, ...received.rejected];
      await recordRejected(client, allRejected);
      const changes = { ...noChanges(), projects, edges, targets: received.moved };
      return { changes, ignored: received.ignored, rejected: allRejected.length };
    });
    for (const receipt of stored.ignored) ctx.log.info("action.receipt_ignored", receipt);
    countTaken(ctx.meters, "stream", { events: owned.map(({ event }) => event), rejected: stored.rejected });
    return stored.changes;
  };

  return async (batch) => {
    const { events, rejected } = batch;
    const facts = {
      path: "stream",
      events: events.length,
      rejected: rejected.length,
      causes: causesOf(events),
    } as const;
    try {
      return await takeBatch(ctx.meters, "fed.aggregate.metrics", facts, () => isolatePoison(batch, ingest));
    } catch (thrown) {
      // What was remembered may be what was wrong: a partition dropped, a project gone from its namespace.
      directory.forget();
      partitions.forget();
      throw thrown;
    }
  };
}

type Contents = {
  facts: (GroupFact & { projectId: number })[];
  samples: ProjectSample[];
  evidence: Evidence[];
  /** Projects whose risk may follow from what came. */
  affectsRisk: Set<number>;
};

/** What the events of a batch say, by where it is stored. */
function splitByKind(owned: readonly OwnedEvent[], directory: Directory): Contents {
  const contents: Contents = { facts: [], samples: [], evidence: [], affectsRisk: new Set() };
  for (const { event, project } of owned) {
    const projectId = project.id;
    if (event.kind === "integration.edge") {
      const from = directory.bySlug(event.payload.fromProject);
      const to = directory.bySlug(event.payload.toProject);
      if (from === undefined || to === undefined) continue;
      contents.evidence.push(toEvidence(event, { fromProjectId: from.id, toProjectId: to.id }, project.slug));
      continue;
    }
    const fact = toSummary(event);
    if (fact === null) continue;
    contents.facts.push({ ...fact, projectId });
    if (fact.group !== "graph") contents.affectsRisk.add(projectId);
    for (const sample of toSamples(event)) contents.samples.push({ ...sample, projectId });
  }
  return contents;
}
