import type { ProjectStatus } from "../../contracts/names.ts";
import type { ProjectRow } from "../../contracts/projects.ts";
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
  /** The number of each hub's last event, and how many before it were to be refused. Null where none came. */
  completeness: Map<string, ProjectRow["completeness"]>;
  edges: Set<string>;
  /** Events that must be in the quarantine, each once. */
  refused: number;
  /**
   * Takes in a fact that the broker has acknowledged as the member's event `seq`. Of two of one group the later holds,
   * whichever comes first.
   */
  learn(member: Member, fact: Fact, seq: number): void;
  /** @param seq the number of one that is kept for later, and so not missing. */
  learnRefused(member: Member, seq: number | null): void;
};

export function createTruth(members: readonly Member[]): Truth {
  const latest = new Map<string, number>();
  const count = (slug: string, seq: number) => {
    const known = truth.completeness.get(slug) ?? { lastSeq: 0, missing: 0 };
    const lastSeq = Math.max(known.lastSeq, seq);
    // All up to the last, without those that have come.
    truth.completeness.set(slug, { lastSeq, missing: known.missing + lastSeq - known.lastSeq - 1 });
  };
  const truth: Truth = {
    counts: new Map(members.map(({ slug }) => [slug, unknown])),
    completeness: new Map(members.map(({ slug }) => [slug, null])),
    statuses: new Map(members.map(({ slug, behaviour }) => [slug, statusOf[behaviour]])),
    edges: new Set(),
    refused: 0,
    learn({ slug }, { group, at, counts, edge }, seq) {
      count(slug, seq);
      if (edge !== null) truth.edges.add(edge);
      const place = `${slug} ${group}`;
      if (at < (latest.get(place) ?? 0)) return;
      latest.set(place, at);
      truth.counts.set(slug, { ...unknown, ...truth.counts.get(slug), ...counts });
    },
    learnRefused({ slug }, seq) {
      truth.refused++;
      if (seq !== null) count(slug, seq);
    },
  };
  return truth;
}
