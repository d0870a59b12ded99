import type { ProjectStatus } from "../../contracts/names.ts";
import type { Counts, Fact } from "./facts.ts";
import type { Member } from "./members.ts";

const unknown: Counts = {
  ...{ files: null, symbols: null, tasks: null, audits: null },
  ...{ auditsOk: null, auditsWarn: null, auditsFail: null, vulnsCritical: null, vulnsHigh: null },
};

const statusOf = { well: "online", flapping: "online", degraded: "degraded", silent: "offline" } as const;

/** What the Meta Hub must know in the end. */
export type Truth = {
  counts: Map<string, Counts>;
  statuses: Map<string, ProjectStatus>;
  edges: Set<string>;
  /** Events that must be in the quarantine, each once. */
  refused: number;
  /** Takes in a fact that the broker has acknowledged. Of two of one group the later holds, whichever comes first. */
  learn(member: Member, fact: Fact): void;
  learnRefused(): void;
};

export function createTruth(members: readonly Member[]): Truth {
  const latest = new Map<string, number>();
  const truth: Truth = {
    counts: new Map(members.map(({ slug }) => [slug, unknown])),
    statuses: new Map(members.map(({ slug, behaviour }) => [slug, statusOf[behaviour]])),
    edges: new Set(),
    refused: 0,
    learn({ slug }, { group, at, counts, edge }) {
      if (edge !== null) truth.edges.add(edge);
      const place = `${slug} ${group}`;
      if (at < (latest.get(place) ?? 0)) return;
      latest.set(place, at);
      truth.counts.set(slug, { ...unknown, ...truth.counts.get(slug), ...counts });
    },
    learnRefused() {
      truth.refused++;
    },
  };
  return truth;
}
