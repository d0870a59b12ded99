import { cpus, totalmem } from "node:os";
import { bestOf, costExponent, isWithinBar, type Row, timesBetter } from "./row.ts";

/** What a ratio was measured on; times of different machines are not comparable. */
export function machineLine(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const system = `${process.platform} ${process.arch}`;
  return `${processors.length} × ${processors[0]?.model ?? "unknown processor"}, ${memory} GiB, ${system}, Bun ${Bun.version}`;
}

const rounded = (value: number) =>
  value === 0 || value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3);

function cells(row: Row, exponent: number | null): string[] {
  const best = bestOf(row);
  const withinBar = isWithinBar(row);
  return [
    row.what,
    row.size,
    `${rounded(row.ours)} ${row.unit}`,
    withinBar === null ? "" : `${rounded(row.bar ?? 0)}${withinBar ? "" : " missed"}`,
    row.peers.map(({ name, value }) => `${rounded(value)} ${name}`).join(", "),
    row.limit === undefined ? "" : `${rounded(row.limit.value)} ${row.limit.name}`,
    best === undefined ? "" : `${timesBetter(row, best).toFixed(1)} ×`,
    row.limit === undefined ? "" : `${Math.round(timesBetter(row, row.limit) * 100)} %`,
    exponent === null ? "" : exponent.toFixed(2),
  ];
}

const headings = ["what", "size", "ours", "bar", "peers", "limit", "vs best", "of limit", "exponent"];

/** The rows as a table for people; the exponent stands on the last size of each piece of work. */
export function formatTable(rows: readonly Row[]): string {
  const lines = [...Map.groupBy(rows, ({ what }) => what).values()].flatMap((group) =>
    group.map((row, index) => cells(row, index === group.length - 1 ? costExponent(group) : null)),
  );
  const widths = headings.map((heading, column) =>
    Math.max(...[headings, ...lines].map((line) => line[column]?.length ?? heading.length)),
  );
  const pad = (line: string[]) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
  return [headings, widths.map((width) => "-".repeat(width)), ...lines].map((line) => pad(line).trimEnd()).join("\n");
}
