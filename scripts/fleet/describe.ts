import { paint } from "../cli/paint.ts";
import { table } from "../cli/table.ts";
import type { Kill } from "./kills.ts";
import type { FleetOptions } from "./options.ts";
import type { FleetResult } from "./run.ts";
import type { Size } from "./sizes.ts";

const shown = 10;
const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`;
const grouped = (count: number) => count.toLocaleString("en");

/** Whether the Meta Hub knows exactly what was said. */
export const isRight = ({ acknowledged, sent, comparisons }: FleetResult): boolean =>
  acknowledged && sent.failed === 0 && comparisons.every(({ differences }) => differences.length === 0);

const describeKill = ({ who, without, goneFor }: Kill): string => {
  const meanwhile =
    without === null
      ? "nobody stood in for it"
      : `${grouped(without.acknowledged)} acknowledged and ${grouped(without.takenIn)} taken in without it`;
  return `killed ${who}: ${meanwhile}, whole again after ${goneFor.toFixed(1)} s`;
};

const describeSize = ({ what, rows, bytes }: Size): string => {
  const kilobytes = `${grouped(Math.ceil(bytes / 1024))} KiB`;
  if (rows === null) return `${what}: ${kilobytes}`;
  return `${what}: ${grouped(rows)} rows, ${kilobytes}, ${grouped(Math.round(bytes / Math.max(1, rows)))} bytes a row`;
};

/** A run for people: what was sent, what was compared, and the first differences of each kind. */
export function describe(options: FleetOptions, result: FleetResult): string {
  const { sent, comparisons, settledAfter, memory, kills, sizes } = result;
  const faults = [...options.faults].join(", ") || "none";
  const lines = [
    `${grouped(options.projects)} projects, ${options.seconds} s, seed ${options.seed}, faults: ${faults}`,
    ...kills.map(describeKill),
    `${grouped(sent.events)} events acknowledged, ${grouped(sent.repeated)} repeated, ${grouped(sent.poison)} to be refused, ${grouped(sent.failed)} failed`,
    settledAfter === null
      ? "it never settled"
      : `all as it was said ${settledAfter.toFixed(1)} s after the last acknowledgement`,
    memory === null
      ? "memory of the Meta Hub: unknown here"
      : `memory of the Meta Hub: ${megabytes(memory.first)} at first, ${megabytes(memory.most)} at most, ${megabytes(memory.last)} at the end`,
    ...(memory === null || memory.minutes.length < 2
      ? []
      : [`at the beginning of each minute: ${memory.minutes.map(megabytes).join(", ")}`]),
    ...sizes.map(describeSize),
    "",
    ...table([
      ["what", "expected", "differ"].map((heading) => paint("quiet", heading)),
      ...comparisons.map(({ what, expected, differences }) => [
        what,
        grouped(expected),
        paint(differences.length === 0 ? "good" : "bad", grouped(differences.length)),
      ]),
    ]),
  ];
  for (const { what, differences } of comparisons) {
    if (differences.length === 0) continue;
    lines.push("", `${what}:`, ...differences.slice(0, shown).map((difference) => `  ${difference}`));
    if (differences.length > shown) lines.push(`  and ${grouped(differences.length - shown)} more`);
  }
  return lines.join("\n");
}
