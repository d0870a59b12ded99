import type { Comment } from "./parseSource.ts";

/** How a language marks comments: to the end of the line, and from an opening to a closing mark. */
type CommentSyntax = { line: readonly string[]; block?: readonly [open: string, close: string] };

const slashes: CommentSyntax = { line: ["//"], block: ["/*", "*/"] };
const hash: CommentSyntax = { line: ["#"] };
const markup: CommentSyntax = { line: [], block: ["<!--", "-->"] };
const dashes: CommentSyntax = { line: ["--"] };
const semicolon: CommentSyntax = { line: [";"] };
const percent: CommentSyntax = { line: ["%"] };

/** Comment marks of the languages that have no grammar here. A language in neither table has no comments for us. */
const syntaxes: Readonly<Record<string, CommentSyntax>> = {
  Astro: { ...slashes, block: ["<!--", "-->"] },
  Batch: { line: ["::", "REM", "rem"] },
  Clojure: semicolon,
  CMake: hash,
  CoffeeScript: hash,
  CUE: slashes,
  D: slashes,
  Dart: slashes,
  Dockerfile: hash,
  Elixir: hash,
  Elm: dashes,
  "Emacs Lisp": semicolon,
  Erlang: percent,
  "F#": { line: ["//"], block: ["(*", "*)"] },
  "Go module": slashes,
  Gradle: slashes,
  GraphQL: hash,
  Groovy: slashes,
  Handlebars: { line: [], block: ["{{!", "}}"] },
  Haskell: { line: ["--"], block: ["{-", "-}"] },
  HCL: { line: ["#", "//"], block: ["/*", "*/"] },
  HTML: markup,
  "Ignore list": hash,
  INI: { line: ["#", ";"] },
  Julia: hash,
  Kotlin: slashes,
  Less: slashes,
  Lua: dashes,
  Makefile: hash,
  Markdown: markup,
  Nim: hash,
  Nix: hash,
  "Objective-C": slashes,
  OCaml: { line: [], block: ["(*", "*)"] },
  Perl: hash,
  PowerShell: { line: ["#"], block: ["<#", "#>"] },
  Prisma: slashes,
  "Protocol Buffers": slashes,
  R: hash,
  Sass: slashes,
  Scala: slashes,
  SCSS: slashes,
  Solidity: slashes,
  SQL: { line: ["--"], block: ["/*", "*/"] },
  Svelte: { ...slashes, block: ["<!--", "-->"] },
  SVG: markup,
  Swift: slashes,
  TeX: percent,
  TOML: hash,
  "Vim script": { line: ['"'] },
  "Visual Basic": { line: ["'"] },
  Vue: { ...slashes, block: ["<!--", "-->"] },
  XML: markup,
  YAML: hash,
  Zig: slashes,
};

/**
 * The comments of a file whose language has no grammar, found line by line: what follows a mark at the start of a line
 * or behind white space, and whole blocks. A mark within a string can deceive it; a parser could not be deceived.
 */
export function findComments(text: string, language: string | null): Comment[] {
  const syntax = language === null ? undefined : syntaxes[language];
  if (syntax === undefined) return [];
  const comments: Comment[] = [];
  let open = false;
  for (const [index, line] of text.split("\n").entries()) {
    const [start, end] = syntax.block ?? [];
    const from = open ? 0 : startOfComment(line, syntax);
    if (from < 0) continue;
    const comment = line.slice(from);
    comments.push({ text: comment, line: index + 1 });
    if (start === undefined || end === undefined) continue;
    if (open || comment.startsWith(start)) open = !comment.includes(end, open ? 0 : start.length);
  }
  return comments;
}

function startOfComment(line: string, syntax: CommentSyntax): number {
  const marks = [...syntax.line, ...(syntax.block === undefined ? [] : [syntax.block[0]])];
  const places = marks.map((mark) => {
    let at = line.indexOf(mark);
    while (at > 0 && !/\s/.test(line.charAt(at - 1))) at = line.indexOf(mark, at + 1);
    return at;
  });
  const found = places.filter((at) => at >= 0);
  return found.length === 0 ? -1 : Math.min(...found);
}
