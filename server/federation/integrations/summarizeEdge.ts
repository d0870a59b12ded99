import { type Proof, strengthOf } from "./strength.ts";

/** One stored proof, as the provenance of an edge keeps it. */
export type StoredEvidence = Proof & {
  source: string;
  proofKey: string;
  firstSeenAt: Date;
  count: number;
  details: unknown;
};

const keptProofs = 50;

/** What an edge's own row says of its evidence: its sources, its strength as of `now`, and where it is known from. */
export function summarizeEdge(
  evidence: readonly StoredEvidence[],
  halfLifeDays: number,
  now: Date,
): { source: string; strength: number; detailsJson: string } {
  const newestFirst = [...evidence].sort(
    (a, b) =>
      b.lastSeenAt.getTime() - a.lastSeenAt.getTime() ||
      Buffer.compare(Buffer.from(placeOf(a)), Buffer.from(placeOf(b))),
  );
  return {
    source: [...new Set(evidence.map(({ source }) => source))].sort().join(","),
    strength: strengthOf(evidence, halfLifeDays, now),
    detailsJson: JSON.stringify({ proofs: evidence.length, evidence: newestFirst.slice(0, keptProofs) }),
  };
}

const placeOf = ({ reporter, source, proofKey }: StoredEvidence) => `${reporter}\0${source}\0${proofKey}`;
