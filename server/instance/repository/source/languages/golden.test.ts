import { expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { extractTasks } from "../extractTasks.ts";
import { loadGrammar } from "../grammars.ts";
import { languageOf } from "../languageOf.ts";
import { parseSource } from "../parseSource.ts";
import { parsedLanguages } from "./all.ts";

/** The path that each sample is read as. */
const paths: Record<string, string> = {
  bash: "run.sh",
  cpp: "src/order.cpp",
  csharp: "Orders.cs",
  css: "style.css",
  go: "main.go",
  go_test: "main_test.go",
  java: "Service.java",
  javascript: "store.js",
  php: "Order.php",
  python: "app/service.py",
  ruby: "order.rb",
  rust: "lib.rs",
  tsx: "app.tsx",
  typescript: "shapes.ts",
};

const folder = new URL("golden/", import.meta.url);

for (const file of readdirSync(folder).sort()) {
  const sample = file.replace(".txt", "");
  test(`${sample}: exactly the symbols, imports and tasks that are in the sample are found`, async () => {
    const [source = "", expected = ""] = (await Bun.file(new URL(file, folder)).text()).split("=====\n");
    const path = paths[sample] ?? "";
    const rules = parsedLanguages.get(languageOf(path) ?? "");
    if (rules === undefined) throw new Error(`${path} has no rules`);
    const parsed = parseSource(source, { path, rules, grammar: await loadGrammar(rules) });
    const found = [
      ...(parsed?.symbols ?? []).map(({ kind, name, line, endLine }) => `${kind} ${name} ${line}-${endLine}`),
      ...(parsed?.specifiers ?? []).map((specifier) => `import ${specifier}`),
      ...extractTasks(parsed?.comments ?? []).map(({ tag, text, line }) => `task ${tag} ${text} ${line}`),
    ];
    expect(found).toEqual(expected.trimEnd().split("\n"));
  });
}
