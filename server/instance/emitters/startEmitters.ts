import { eventSubject } from "../../../contracts/subjects.ts";
import type { Mesh } from "../../mesh/connect.ts";
import type { Publisher } from "../../mesh/publish.ts";
import { repeat } from "../../platform/repeat.ts";
import { inSpan } from "../../platform/telemetry/span.ts";
import type { InstanceContext } from "../context.ts";
import { composeEvidence } from "./composeEvidence.ts";
import { composeSummaries } from "./composeSummaries.ts";
import { beatDelayMs, summaryDelayMs } from "./jitter.ts";
import { measureHealth } from "./measureHealth.ts";
import { hubIdOf, presenceOf } from "./presence.ts";
import { publishAll } from "./publishAll.ts";
import { tellAuditResults } from "./tellAuditResults.ts";

export type Emitters = {
  /** Tells the summaries at once: something changed. */
  summariesSoon(): void;
  stop(): Promise<void>;
};

/**
 * Starts to tell: presence and health every `beatSeconds`, and more often after the start and whenever the broker is
 * reached again; summaries, evidence and results of audits every 60 to 120 seconds. A round of summaries that the
 * broker does not take waits, so there is never more than one in the outbox.
 */
export function startEmitters(options: {
  ctx: InstanceContext;
  mesh: Mesh;
  publisher: Publisher;
  version: string;
  address: URL;
  beatSeconds: number;
}): Emitters {
  const { ctx, mesh, publisher, version, address, beatSeconds } = options;
  const { log, project } = ctx;
  const hubId = hubIdOf(project);
  let beats = 0;
  const beat = repeat(
    log,
    "beat",
    () => beatDelayMs(beatSeconds, beats, Math.random()),
    async () => {
      beats++;
      publisher.publishPulse(eventSubject.presence(project.meshNs, hubId), presenceOf(ctx, version));
      const health = await measureHealth(ctx, { address, pending: publisher.pending() });
      publisher.publishPulse(eventSubject.health(project.meshNs, hubId), health);
    },
  );
  const summaries = repeat(
    log,
    "summaries",
    () => summaryDelayMs(Math.random()),
    () =>
      inSpan("fed.summaries.tell", { attributes: { "fed.project": project.slug } }, async (span) => {
        const events = [...(await composeSummaries(ctx)), ...(await composeEvidence(ctx))];
        span.setAttribute("fed.events", events.length);
        await publishAll(publisher, events);
        await tellAuditResults(ctx, publisher);
        log.debug("summaries", { events: events.length });
      }),
  );
  const forget = mesh.onConnectionChange((connected) => {
    if (!connected) return;
    beats = 0;
    beat.soon();
  });
  return {
    summariesSoon: summaries.soon,
    async stop() {
      await forget();
      await Promise.all([beat.stop(), summaries.stop()]);
    },
  };
}
