import { Language, Parser, Query } from "web-tree-sitter";
import type { LanguageRules } from "./languages/rules.ts";

/** A grammar made ready: a parser for it, and the language's query compiled. */
export type Grammar = { parser: Parser; query: Query };

let engine: Promise<void> | undefined;
const loaded = new Map<LanguageRules, Promise<Grammar>>();

/** Loads a language's grammar, once a thread: compiling the WebAssembly of all of them takes about a second. */
export function loadGrammar(rules: LanguageRules): Promise<Grammar> {
  const known = loaded.get(rules);
  if (known !== undefined) return known;
  const loading = load(rules);
  loaded.set(rules, loading);
  return loading;
}

async function load(rules: LanguageRules): Promise<Grammar> {
  engine ??= Parser.init();
  await engine;
  const file = new URL(`wasm/${rules.grammar}`, import.meta.resolve("@vscode/tree-sitter-wasm/package.json"));
  const language = await Language.load(await Bun.file(file).bytes());
  const parser = new Parser();
  parser.setLanguage(language);
  return { parser, query: new Query(language, rules.query) };
}
