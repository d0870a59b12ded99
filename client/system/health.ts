import type { SystemStatus } from "../../contracts/system.ts";
import { agoWords, momentWords } from "../app/timeWords.ts";

/** How one part of the Meta Hub is: `bad` stops its work, `warn` is worth a look. */
export type HealthLine = { name: string; state: "good" | "warn" | "bad"; words: string };

/** How each part of the Meta Hub is, always in the same order. `now` is in milliseconds since 1970. Pure. */
export function healthOf(status: SystemStatus, now: number): HealthLine[] {
  const { mesh, blind, declarations, completeness, skewed, quarantine } = status;
  const line = (name: string, fault: "warn" | "bad", trouble: string | false, good: string): HealthLine =>
    trouble === false ? { name, state: "good", words: good } : { name, state: fault, words: trouble };
  const { problem, appliedAt } = declarations;
  return [
    line("Broker", "bad", !mesh.connected && "Not connected", "Connected"),
    line(
      "Hearing",
      "bad",
      blind !== null && `Hears nobody since ${momentWords(blind.since)}: ${blind.reason}`,
      "Hears the projects",
    ),
    line("projects.yaml", "warn", problem !== null && `Not applied: ${problem}`, `Applied ${agoWords(appliedAt, now)}`),
    line(
      "Identities",
      "warn",
      !mesh.identitiesEnforced && "Not enforced: any client could speak for any project",
      "Enforced",
    ),
    line(
      "Completeness",
      "warn",
      counted(completeness.missing, "event is", "events are", "missing"),
      "Every event came",
    ),
    line("Clocks", "warn", counted(skewed.length, "clock is", "clocks are", "wrong"), "All right"),
    line(
      "Quarantine",
      "warn",
      counted(quarantine.total, "event was", "events were", "refused"),
      "No event was refused",
    ),
  ];
}

/** "1 clock is wrong", "2 clocks are wrong"; false for none. */
const counted = (count: number, one: string, many: string, what: string): string | false =>
  count > 0 && `${count.toLocaleString()} ${count === 1 ? one : many} ${what}`;
