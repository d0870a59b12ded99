import type { Node, QueryMatch } from "web-tree-sitter";
import type { Grammar } from "./grammars.ts";
import type { LanguageRules } from "./languages/rules.ts";
import { maskSecrets } from "./maskSecrets.ts";

const symbolKinds = ["test", "module", "class", "type", "function"] as const;
export type SymbolKind = (typeof symbolKinds)[number];

/** A symbol as `languages/rules.ts` defines it. Lines count from 1; `endLine` is the last one that belongs to it. */
export type SourceSymbol = { kind: SymbolKind; name: string; line: number; endLine: number };

/** One comment as it stands in the file, markers included, and the line it begins on. */
export type Comment = { text: string; line: number };

export type ParsedSource = { symbols: SourceSymbol[]; comments: Comment[]; specifiers: string[] };

/** A file that takes longer to parse, in milliseconds, is left unparsed: no file may hold up the scan. */
const parseBudgetMs = 3000;

/**
 * Parses one source file. Syntax errors are no hindrance: what is around them is still found.
 *
 * @param path decides whether tests may be in it; relative to the root.
 * @returns null when the file took too long to parse. Specifiers are as written: `./a`, `pkg.mod name`; no duplicates.
 */
export function parseSource(
  text: string,
  options: { path: string; rules: LanguageRules; grammar: Grammar },
): ParsedSource | null {
  const { parser, query } = options.grammar;
  const deadline = performance.now() + parseBudgetMs;
  parser.reset();
  const tree = parser.parse(text, null, { progressCallback: () => performance.now() > deadline });
  if (tree === null) return null;
  try {
    return collect(query.matches(tree.rootNode), options);
  } finally {
    tree.delete();
  }
}

function collect(matches: QueryMatch[], { path, rules }: { path: string; rules: LanguageRules }): ParsedSource {
  const symbols = new Map<string, SourceSymbol & { rank: number }>();
  const comments = new Map<number, Comment>();
  const specifiers = new Set<string>();
  const testsHere = rules.testFiles === undefined || rules.testFiles.test(path);

  for (const { captures } of matches) {
    const node = (name: string) => captures.find((capture) => capture.name === name)?.node;
    const comment = node("comment");
    if (comment !== undefined) {
      comments.set(comment.startIndex, { text: comment.text, line: comment.startPosition.row + 1 });
      continue;
    }
    const imported = node("import");
    if (imported !== undefined) {
      const member = node("member");
      specifiers.add(unquoted(imported.text) + (member === undefined ? "" : ` ${member.text}`));
      continue;
    }
    const rank = symbolKinds.findIndex((kind) => node(kind) !== undefined);
    const kind = symbolKinds[rank];
    const whole = kind && node(kind);
    const name = node("name");
    if (kind === undefined || whole === undefined || name === undefined) continue;
    if (kind === "test" && !testsHere) continue;
    const symbol = { kind, name: nameOf(name, kind), ...linesOf(whole), rank };
    const key = rules.oncePerName ? `${kind} ${symbol.name}` : `${whole.startIndex} ${whole.endIndex}`;
    const other = symbols.get(key);
    if (other === undefined || rank < other.rank) symbols.set(key, symbol);
  }

  return {
    symbols: [...symbols.values()].map(({ rank: _, ...symbol }) => symbol).sort((a, b) => a.line - b.line),
    comments: [...comments.values()],
    specifiers: [...specifiers],
  };
}

/** The name on one line, at most 200 characters. Names of tests are free text, in which a secret may stand. */
function nameOf(node: Node, kind: SymbolKind): string {
  const text = unquoted(node.text).replace(/\s+/g, " ").trim().slice(0, 200);
  return kind === "test" ? maskSecrets(text) : text;
}

function linesOf(node: Node): { line: number; endLine: number } {
  const { row, column } = node.endPosition;
  // Some grammars let a node end at the start of the line after it.
  const endLine = column === 0 && row > node.startPosition.row ? row : row + 1;
  return { line: node.startPosition.row + 1, endLine };
}

const unquoted = (text: string): string => /^(["'`])([\s\S]*)\1$/.exec(text)?.[2] ?? text;
