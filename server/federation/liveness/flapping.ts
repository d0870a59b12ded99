import type { Policy } from "../../../contracts/config.ts";
import type { ProjectStatus } from "../../../contracts/names.ts";
import type { Verdict } from "./status.ts";

/** How steady a project has been. Moments in milliseconds since 1970. */
export type Steadiness = {
  /** The status that silence and health alone gave last; null when it was never judged. */
  judged: ProjectStatus | null;
  /** When it last left online or came back to it, oldest first; no more than the rules count. */
  changes: number[];
  flappingSince: number | null;
  /** Beats in a row, while flapping and judged online. */
  beats: number;
};

const minuteMs = 60_000;

/**
 * The next state of a project and the status to show. So many changes within the window begin flapping. While it
 * lasts, what is judged online is shown as degraded; it ends with so many beats in a row, or when nothing has changed
 * for a whole window.
 *
 * @param beat whether the project was just heard.
 */
export function followStatus(
  known: Steadiness,
  { verdict, beat, at }: { verdict: Verdict; beat: boolean; at: number },
  rules: Policy["flapping"],
): { steadiness: Steadiness; verdict: Verdict } {
  const windowMs = rules.withinMinutes * minuteMs;
  const judged = verdict.status;
  const changed = known.judged !== null && known.judged !== judged;
  // One outage passes through degraded on its way to offline: only leaving online and coming back to it count.
  const counts = changed && (known.judged === "online" || judged === "online");
  const changes = counts
    ? [...known.changes, at].filter((change) => at - change <= windowMs).slice(-rules.changes)
    : known.changes;
  const began = counts && changes.length >= rules.changes;
  const flappingSince = known.flappingSince ?? (began ? at : null);
  if (flappingSince === null) return { steadiness: { judged, changes, flappingSince, beats: 0 }, verdict };

  const before = changed || judged !== "online" ? 0 : known.beats;
  const beats = judged === "online" && beat ? before + 1 : before;
  const quiet = at - (changes.at(-1) ?? flappingSince) > windowMs;
  if (quiet || beats >= rules.steadyBeats) {
    return { steadiness: { judged, changes: [], flappingSince: null, beats: 0 }, verdict };
  }
  const steadiness = { judged, changes, flappingSince, beats };
  if (judged !== "online") return { steadiness, verdict };
  const reason = `flapping: its status keeps changing; heard ${beats} of ${rules.steadyBeats} times in a row`;
  return { steadiness, verdict: { status: "degraded", reason } };
}
