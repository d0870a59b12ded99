import { stripVTControlCharacters } from "node:util";

const widthOf = (cell: string) => stripVTControlCharacters(cell).length;

/** Left-aligned columns, two spaces in and two between. Colours in a cell take no room. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ""))),
  );
  return rows.map((row) => {
    const cells = row.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - widthOf(cell)));
    return `  ${cells.join("  ")}`.trimEnd();
  });
}
