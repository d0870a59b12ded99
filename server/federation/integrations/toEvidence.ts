import type { MeshEvent } from "../../mesh/parseEvent.ts";

/** One proof of an edge, ready to be stored. Moments in milliseconds since 1970; `details` is JSON text. */
export type Evidence = {
  fromProjectId: number;
  toProjectId: number;
  kind: string;
  /** A slug, or `configReporter`. */
  reporter: string;
  source: string;
  proofKey: string;
  weight: number;
  firstSeenAt: number;
  lastSeenAt: number;
  count: number;
  details: string;
};

const maxDetailsLength = 4096;

/**
 * The evidence in one hint. A hint that names no source or key still is evidence: one proof a reporter. Nothing can
 * have been seen later than the hint itself came.
 */
export function toEvidence(
  event: Pick<Extract<MeshEvent, { kind: "integration.edge" }>, "payload" | "sentAt" | "receivedAt">,
  ids: { fromProjectId: number; toProjectId: number },
  reporter: string,
): Evidence {
  const { kind, strength, proof } = event.payload;
  const { source = "hint", key = "", count = 1, firstSeenAt, lastSeenAt, ...rest } = proof;
  const received = event.receivedAt.getTime();
  const last = Math.min((lastSeenAt ?? event.sentAt ?? event.receivedAt).getTime(), received);
  const details = JSON.stringify(rest);
  return {
    ...ids,
    kind,
    reporter,
    source,
    proofKey: key,
    weight: strength,
    firstSeenAt: Math.min((firstSeenAt ?? lastSeenAt ?? event.sentAt ?? event.receivedAt).getTime(), last),
    lastSeenAt: last,
    count,
    details: details.length > maxDetailsLength ? JSON.stringify({ omitted: "larger than 4 KiB" }) : details,
  };
}
