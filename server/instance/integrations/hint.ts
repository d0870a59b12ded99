import { stat } from "node:fs/promises";
import type { IntegrationKind } from "../../../contracts/names.ts";
import type { Hint } from "./source.ts";

type Finding = {
  from: string;
  to: string;
  kind: IntegrationKind;
  strength: number;
  source: string;
  key: string;
  count: number;
  firstSeenAt: Date;
  lastSeenAt: Date;
  /** Where it was seen; never what a secret says. */
  details: Record<string, string | number | boolean | string[]>;
};

/** The event for one finding. Moments in the future are taken for now: a clock that runs ahead makes nothing fresher. */
export function toHint(finding: Finding, now: Date): Hint {
  const iso = (moment: Date) => new Date(Math.min(moment.getTime(), now.getTime())).toISOString();
  return {
    fromProject: finding.from,
    toProject: finding.to,
    kind: finding.kind,
    strength: Math.round(finding.strength * 1000) / 1000,
    proof: {
      source: finding.source,
      key: finding.key.slice(0, 500),
      count: finding.count,
      firstSeenAt: iso(finding.firstSeenAt),
      lastSeenAt: iso(finding.lastSeenAt),
      ...finding.details,
    },
  };
}

/**
 * When a file that still says something was first and last seen to say it: since it was written, and now. The file is
 * the proof, and it is there now.
 */
export async function seenInFile(path: string, now: Date): Promise<{ firstSeenAt: Date; lastSeenAt: Date }> {
  return { firstSeenAt: (await stat(path)).mtime, lastSeenAt: now };
}
