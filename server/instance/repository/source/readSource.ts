import { createHash } from "node:crypto";
import { existsSync, lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findComments } from "./commentSyntax.ts";
import { decodeText } from "./decodeText.ts";
import { extractTasks, type SourceTask } from "./extractTasks.ts";
import { loadGrammar } from "./grammars.ts";
import { languageOf } from "./languageOf.ts";
import { parsedLanguages } from "./languages/all.ts";
import { parseSource, type SourceSymbol } from "./parseSource.ts";
import { stampOf } from "./stamp.ts";

/** Raised whenever what is found in a file changes: files read by older rules are read again, changed or not. */
export const readingRules = 1;

/** Larger files are counted, not read: 1 MiB. */
const maxContentBytes = 1024 * 1024;

/** Why a file's content was not read, or not parsed. */
export type SkipReason = "binary" | "too-large" | "missing" | "unreadable" | "symlink" | "repository" | "unparsed";

/** What was known of a file before: from the latest scan that read it. */
export type KnownFile = {
  size: number;
  hash: string;
  stamp: string | null;
  rules: number;
  skipped: string | null;
};

/** One file as it is now. Sizes in bytes; `hash` is the SHA-256 of the content in hex, empty where it was not read. */
export type FileReading = {
  path: string;
  language: string | null;
  size: number;
  hash: string;
  lines: number;
  skipped: SkipReason | null;
  stamp: string | null;
  symbols: SourceSymbol[];
  tasks: SourceTask[];
  /** What it imports, as written. */
  specifiers: string[];
};

/** Only the stamp is new where `same` is set: size and content are as known. */
export type ReadResult =
  | { path: string; outcome: "unchanged" }
  | { path: string; outcome: "same"; stamp: string | null }
  | { path: string; outcome: "read"; reading: FileReading };

/**
 * Reads one file of the working tree, as far as it changed. Never throws for what a file may be: whatever cannot be read is
 * a reading with a reason, because it still counts as a file. Symlinks are not followed.
 */
export async function readSource(root: string, path: string, known: KnownFile | undefined): Promise<ReadResult> {
  const startedAt = Date.now();
  const language = languageOf(path);
  const sameRules = known?.rules === readingRules;
  const unread = (skipped: SkipReason, size = 0, stamp: string | null = null): ReadResult => {
    if (sameRules && known.skipped === skipped && known.size === size) {
      return known.stamp === stamp ? { path, outcome: "unchanged" } : { path, outcome: "same", stamp };
    }
    const empty = { hash: "", lines: 0, symbols: [], tasks: [], specifiers: [] };
    return { path, outcome: "read", reading: { path, language, size, skipped, stamp, ...empty } };
  };

  const file = join(root, path);
  const stat = lstatSync(file, { bigint: true, throwIfNoEntry: false });
  if (stat === undefined) return unread("missing");
  if (stat.isSymbolicLink()) return unread("symlink");
  if (stat.isDirectory()) return unread("repository");
  if (!stat.isFile()) return unread("unreadable");

  const size = Number(stat.size);
  const stamp = stampOf(stat, startedAt);
  if (sameRules && stamp !== null && known.stamp === stamp && known.size === size)
    return { path, outcome: "unchanged" };
  if (size > maxContentBytes) return unread("too-large", size, stamp);

  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    return existsSync(file) ? unread("unreadable", size) : unread("missing");
  }
  const hash = createHash("sha256").update(bytes).digest("hex");
  if (sameRules && known.hash === hash) return { path, outcome: "same", stamp };

  const text = decodeText(bytes);
  const reading: FileReading = {
    ...{ path, language, size: bytes.length, hash, stamp, lines: 0, skipped: null },
    ...{ symbols: [], tasks: [], specifiers: [] },
  };
  if (text === null) return { path, outcome: "read", reading: { ...reading, skipped: "binary" } };
  return { path, outcome: "read", reading: { ...reading, lines: countLines(text), ...(await understand(path, text)) } };
}

type Understanding = Pick<FileReading, "symbols" | "tasks" | "specifiers" | "skipped">;

async function understand(path: string, text: string): Promise<Understanding> {
  const language = languageOf(path);
  const rules = language === null ? undefined : parsedLanguages.get(language);
  if (rules === undefined) {
    return { symbols: [], tasks: extractTasks(findComments(text, language)), specifiers: [], skipped: null };
  }
  const parsed = tryParse(text, { path, rules, grammar: await loadGrammar(rules) });
  if (parsed === null) return { symbols: [], tasks: [], specifiers: [], skipped: "unparsed" };
  const { symbols, comments, specifiers } = parsed;
  return { symbols, tasks: extractTasks(comments), specifiers, skipped: null };
}

/** A grammar that fails on a file fails for that file alone. */
function tryParse(...given: Parameters<typeof parseSource>): ReturnType<typeof parseSource> {
  try {
    return parseSource(...given);
  } catch {
    return null;
  }
}

/** Lines as editors count them: a last line without a line break is one too. */
function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
  return text.length === 0 || text.endsWith("\n") ? lines : lines + 1;
}
