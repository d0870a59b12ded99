import { expect, test } from "bun:test";
import fc from "fast-check";
import { parseCompose } from "../integrations/composeFile.ts";
import { schemaWords } from "../integrations/schemaWords.ts";
import { variableNames } from "../integrations/sources/envNames.ts";
import { manifestFormat } from "./formats.ts";

const examples: [file: string, text: string, published: string[], dependencies: [string, string, boolean, number][]][] =
  [
    [
      "package.json",
      '{\n"name": "@veria/app",\n"dependencies": {\n"a": "^1.0.0"\n},\n"devDependencies": {\n"b": "2"\n}}',
      ["@veria/app"],
      [
        ["a", "^1.0.0", false, 4],
        ["b", "2", true, 7],
      ],
    ],
    [
      "pyproject.toml",
      '[project]\nname = "performia"\ndependencies = [\n"Veria_Contracts[json] >=2 ; python_version>\'3.9\'",\n]\n[dependency-groups]\ntest = ["pytest"]',
      ["performia"],
      [
        ["Veria_Contracts", ">=2", false, 4],
        ["pytest", "", true, 7],
      ],
    ],
    [
      "requirements-dev.txt",
      "# pins\n-r base.txt\nveria-contracts==2.1.0 # why\n",
      [],
      [["veria-contracts", "==2.1.0", false, 3]],
    ],
    [
      "go.mod",
      "module rollizr.dev/rollizr\n\nrequire (\n\tveria.dev/contracts/v2 v2.1.0 // indirect\n)\nrequire veria.dev/x v0.1.0\n",
      ["rollizr.dev/rollizr"],
      [
        ["veria.dev/contracts/v2", "v2.1.0", false, 4],
        ["veria.dev/x", "v0.1.0", false, 6],
      ],
    ],
    [
      "Cargo.toml",
      '[package]\nname = "p"\n[dependencies]\nc = { package = "veria-contracts", version = "2" }\n[dev-dependencies]\nd = "1"',
      ["p"],
      [
        ["veria-contracts", "2", false, 4],
        ["d", "1", true, 6],
      ],
    ],
  ];

test.each(examples)(
  "%s says what is published and what is needed, with lines",
  (file, text, published, dependencies) => {
    const manifest = manifestFormat(`any/folder/${file}`)?.parse(text);
    expect(manifest?.published).toEqual(published);
    expect(manifest?.dependencies.map((one) => [one.name, one.range, one.development, one.line])).toEqual(dependencies);
  },
);

test("names are compared as each package manager compares them", () => {
  expect(manifestFormat("pyproject.toml")?.names("Veria_Contracts", "veria-contracts")).toBe(true);
  expect(manifestFormat("go.mod")?.names("veria.dev/contracts/v2", "veria.dev/contracts")).toBe(true);
  expect(manifestFormat("go.mod")?.names("veria.dev/contractsplus", "veria.dev/contracts")).toBe(false);
  expect(manifestFormat("package.json")?.names("@Veria/contracts", "@veria/contracts")).toBe(false);
});

test("whatever a file holds, no parser throws", () => {
  const files = ["package.json", "pyproject.toml", "requirements.txt", "go.mod", "Cargo.toml"];
  const wholes = examples.map(([, text]) => text);
  const cut = fc
    .tuple(fc.constantFrom(...wholes), fc.nat(200), fc.string())
    .map(([text, at, odd]) => text.slice(0, at) + odd);
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.json(), cut);
  fc.assert(
    fc.property(fc.constantFrom(...files), text, (file, content) => {
      const manifest = manifestFormat(file)?.parse(content);
      for (const { name, line } of manifest?.dependencies ?? []) {
        expect(name).not.toBe("");
        expect(line).toBeLessThanOrEqual(content.split("\n").length);
      }
      expect(Array.isArray(parseCompose(content))).toBe(true);
      expect(Array.isArray(schemaWords(content))).toBe(true);
      expect(Array.isArray(variableNames(content))).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("a compose file that doubles itself endlessly has no services, and costs nothing", () => {
  const bomb = [
    "a: &a [x, x]",
    ...Array.from(
      { length: 30 },
      (_, n) => `b${n}: &b${n} [*${n === 0 ? "a" : `b${n - 1}`}, *${n === 0 ? "a" : `b${n - 1}`}]`,
    ),
  ];
  expect(parseCompose(bomb.join("\n"))).toEqual([]);
});

test("references are found with their lines in JSON and in YAML, whole or not", () => {
  expect(schemaWords('{\n "$id": "https:\\/\\/a/b",\n "x": { "$ref": "https://a/c#/d" },\n')).toEqual([
    { word: "id", value: "https://a/b", line: 2 },
    { word: "ref", value: "https://a/c#/d", line: 3 },
  ]);
  expect(schemaWords("a:\n  $ref: 'https://a/c'\n")).toEqual([{ word: "ref", value: "https://a/c", line: 2 }]);
});
