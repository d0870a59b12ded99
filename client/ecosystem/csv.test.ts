import { expect, test } from "bun:test";
import { project } from "../testing/rows.ts";
import { toCsv } from "./csv.ts";

const cells = (name: string) => toCsv([project({ slug: "a", name })], new Map([["a", 2]])).split("\r\n")[1] ?? "";

test("unknown is empty, and quotes are doubled", () => {
  expect(cells('The "big", one')).toStartWith('a,"The ""big"", one",,,,online,2026-01-01T00:00:00.000Z,,,');
});

test("what the map tells is there too: why a status, debt, and how many integrations", () => {
  expect(cells("A")).toEndWith(",0,its hub answers,,2");
});

test("a name cannot become a formula", () => {
  expect(cells("=HYPERLINK(1)")).toStartWith("a,'=HYPERLINK(1),");
});
