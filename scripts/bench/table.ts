import { cpus, totalmem } from "node:os";
import { costExponent, type Row, timesBetter } from "./row.ts";

/** What a ratio was measured on; times of different machines are not comparable. */
export function machineLine(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const system = `${process.platform} ${process.arch}`;
  return `${processors.length} × ${processors[0]?.model ?? "unknown processor"}, ${memory} GiB, ${system}, Bun ${Bun.version}`;
}

const rounded = (value: number) => (value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3));

function cells(row: Row, exponent: number | null): string[] {
  return [
    row.what,
    row.size,
    `${rounded(row.ours)} ${row.unit}`,
    `${rounded(row.peer.value)} ${row.peer.name}`,
    `${rounded(row.limit.value)} ${row.limit.name}`,
    `${timesBetter(row, row.peer).toFixed(1)} ×`,
    `${Math.round(timesBetter(row, row.limit) * 100)} %`,
    exponent === null ? "" : exponent.toFixed(2),
  ];
}

const headings = ["what", "size", "ours", "peer", "limit", "vs peer", "of limit", "exponent"];

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
