import { expect, test } from "bun:test";
import { fileURLToPath } from "node:url";
import { columnIds } from "../client/ecosystem/columns.ts";
import { flags, numberFields, wordFields } from "../client/ecosystem/expression/fields.ts";
import { parseExpression } from "../client/ecosystem/expression/parse.ts";
import { parseEcosystemSearch } from "../client/ecosystem/search.ts";
import { overlays } from "../client/graph/overlays.ts";
import { edgeStanding } from "../contracts/graph.ts";

const page = await Bun.file(fileURLToPath(new URL("../docs/ecosystem.md", import.meta.url))).text();
const named = new Set([...page.matchAll(/`([^`\n]+)`/g)].map(([, name = ""]) => name));
const missing = (names: Iterable<string>) => [...names].filter((name) => !named.has(name));

test("docs/ecosystem.md names every field, flag, parameter, column, overlay and standing", () => {
  expect(missing([...numberFields.keys(), ...wordFields.keys(), ...flags.keys()])).toEqual([]);
  expect(missing(Object.keys(parseEcosystemSearch({})))).toEqual([]);
  expect(missing([...columnIds, ...overlays, ...edgeStanding.options])).toEqual([]);
});

test("its examples of expressions can be read", () => {
  const examples = [...page.matchAll(/```\n([^`]+)\n```/g)].map(([, example = ""]) => example);
  expect(examples.length).toBeGreaterThan(0);
  for (const example of examples) expect(parseExpression(example)).toMatchObject({ ok: true });
});
