import { maskSecrets } from "./maskSecrets.ts";
import type { Comment } from "./parseSource.ts";

export const taskTags = ["TODO", "FIXME", "HACK", "planned", "spec"] as const;
export type TaskTag = (typeof taskTags)[number];

/** Something a comment says is still to be done. `line` counts from 1. */
export type SourceTask = { tag: TaskTag; text: string; line: number };

const maxText = 500;

/** What may stand before the words of a comment's line: its marker and a list's dash or star. */
const lead =
  /^\s*(?:\/\/[/!]*|\/\*+!?|<!--|--|#+!?|<#|;+|%+|\(\*+|\{-|\{\{!(?:--)?|::|REM\b|rem\b|['"*-])?\s*(?:[-*]\s+)?/;

const atStart = /^(?:(TODO|FIXME|HACK)(?![\w-])|@(planned|spec)(?![\w-]))/;

/** Further into a line a tag counts only as it is usually written to be found: `TODO:`, `FIXME(ann)`. */
const inside = /(?:^|[\s({[])(?:(TODO|FIXME|HACK)(?=:|\([^)\n]*\))|@(planned|spec)(?=[\s:(]|$))/;

/**
 * Finds the tasks in comments: `TODO`, `FIXME`, `HACK` in capitals, `@planned` and `@spec`, where a line of a comment
 * begins with it, or anywhere in the line when a colon or a name in parentheses follows. "see the TODO list" is none.
 * One line of a comment is at most one task; its text is the rest of that line, without owner and punctuation,
 * at most 500 characters, with anything masked that looks like a secret.
 */
export function extractTasks(comments: readonly Comment[]): SourceTask[] {
  const tasks: SourceTask[] = [];
  for (const comment of comments) {
    for (const [offset, line] of comment.text.split("\n").entries()) {
      const task = taskIn(line);
      if (task !== null) tasks.push({ ...task, line: comment.line + offset });
    }
  }
  return tasks.sort((a, b) => a.line - b.line);
}

function taskIn(line: string): { tag: TaskTag; text: string } | null {
  const words = line.replace(lead, "");
  const found = atStart.exec(words) ?? inside.exec(words);
  if (found === null) return null;
  const tag = taskTags.find((known) => known === (found[1] ?? found[2]));
  if (tag === undefined) return null;
  const rest = words
    .slice(found.index + found[0].length)
    .replace(/^\s*\([^)]*\)/, "")
    .replace(/^[\s:–—-]+/, "")
    .replace(/\s*(?:\*+\/|-->)\s*$/, "")
    .trim();
  return { tag, text: maskSecrets(rest.slice(0, maxText)) };
}
