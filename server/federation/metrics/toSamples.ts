import type { DeploySummary } from "../../../contracts/events.ts";
import type { MeshEvent } from "../../mesh/parseEvent.ts";

/** One value of one metric at one moment, in milliseconds since 1970. */
export type Sample = { key: string; value: number | string; observedAt: number };

const minuteMs = 60_000;

/**
 * Nothing can have been true later than it came here: a moment that is far ahead must not shut out every fact until then.
 * Up to a minute is the way of clocks, and stays as it was said, in the sender's order.
 */
export const notAhead = (moment: Date, { receivedAt }: Pick<MeshEvent, "receivedAt">): Date =>
  moment.getTime() > receivedAt.getTime() + minuteMs ? receivedAt : moment;

/**
 * A moment by the sender's clock, put back by as much as that is ahead. By whole minutes: so facts that it told in one
 * order and that came in another, within less than a minute, stay in its order.
 */
export function byTrueClock(moment: Date, event: Pick<MeshEvent, "receivedAt" | "skewSeconds">): Date {
  const aheadMs = Math.ceil(Math.max(0, event.skewSeconds ?? 0) / 60) * minuteMs;
  return notAhead(new Date(moment.getTime() - aheadMs), event);
}

/**
 * The moment that a summary speaks for: what its payload says, so that the same summary sent again, by whatever way
 * and in whatever order, is the same fact; by a clock that is not ahead. Null when it says that nothing is known.
 */
export function momentOf(event: MeshEvent): Date | null {
  const moment = saidMoment(event);
  return moment === null ? null : byTrueClock(moment, event);
}

function saidMoment(event: MeshEvent): Date | null {
  switch (event.kind) {
    case "graph.summary.nodes":
      return event.payload.ts;
    case "audit.summary.status":
      return event.payload.lastRun;
    case "security.summary.status":
      return event.payload.lastScan;
    case "deploy.summary.status":
      if (event.payload.lastDeployedAt !== null) return event.payload.lastDeployedAt;
      return event.payload.versions.some((version) => version !== null) ? (event.sentAt ?? event.receivedAt) : null;
    case "hub.health":
      return event.receivedAt;
    default:
      return null;
  }
}

/** The versions by environment; the shorter of the two lists decides, the last of a repeated name wins. */
export function versionsByEnv({ envs, versions }: DeploySummary): Map<string, string | null> {
  const byEnv = new Map<string, string | null>();
  for (const [index, env] of envs.entries()) {
    const version = versions[index];
    if (version !== undefined) byEnv.set(env, version);
  }
  return byEnv;
}

/** The metric key of an environment's version: what a key may not hold becomes an underscore. */
const versionKey = (env: string): string => `deploy.version.${env.replaceAll(/[^A-Za-z0-9_-]/g, "_").slice(0, 60)}`;

/**
 * The samples that one event holds. Unknown values give no sample. What depends on the time of reading (freshness,
 * risk) is not here: it is derived when facts change.
 */
export function toSamples(event: MeshEvent): Sample[] {
  const moment = momentOf(event);
  if (moment === null) return [];
  const observedAt = moment.getTime();
  return valuesOf(event).flatMap(([key, value]) => (value === null ? [] : [{ key, value, observedAt }]));
}

function valuesOf(event: MeshEvent): [string, number | string | null][] {
  switch (event.kind) {
    case "graph.summary.nodes": {
      const { files, symbols, tasks, audits } = event.payload.counts;
      return [
        ["graph.files", files],
        ["graph.symbols", symbols],
        ["graph.tasks", tasks],
        ["graph.audits", audits],
      ];
    }
    case "audit.summary.status":
      return [
        ["audit.ok", event.payload.ok],
        ["audit.warn", event.payload.warn],
        ["audit.fail", event.payload.fail],
      ];
    case "security.summary.status":
      return [
        ["security.vulnsCritical", event.payload.vulnsCritical],
        ["security.vulnsHigh", event.payload.vulnsHigh],
      ];
    case "deploy.summary.status":
      return [...versionsByEnv(event.payload)].map(([env, version]) => [versionKey(env), version]);
    case "hub.health":
      return [["health.latencyMs", event.payload.latencyMs]];
    default:
      return [];
  }
}
