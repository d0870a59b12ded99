import type { WrittenJson } from "./etag.ts";

/** How old an answer may be that is given again, in milliseconds. */
const freshMs = 1000;

/** What is kept in all, in bytes; an answer that does not fit is not kept. */
const maxBytes = 16 * 1024 * 1024;

/** Gives who asks the same within a second the same answer. */
export type SharedAnswers = {
  /** `make` is called once for all who ask while it works, and for a second after. A failure is not kept. */
  get(question: string, at: number, make: () => Promise<WrittenJson>): Promise<WrittenJson>;
};

type Kept = { answer: Promise<WrittenJson>; until: number; bytes: number };

/**
 * Answers in memory, kept for a second: a hundred dashboards that ask every second are one read of the database. The
 * answers must be the same for everybody who may ask. `at` is in milliseconds.
 */
export function createSharedAnswers(): SharedAnswers {
  const kept = new Map<string, Kept>();
  let bytes = 0;

  const drop = (question: string, entry: Kept) => {
    if (kept.get(question) !== entry) return;
    kept.delete(question);
    bytes -= entry.bytes;
  };

  return {
    get(question, at, make) {
      // In the order they were asked, so the first that is fresh ends the search.
      for (const [old, entry] of kept) {
        if (entry.until > at) break;
        drop(old, entry);
      }
      const known = kept.get(question);
      if (known !== undefined) return known.answer;
      const entry: Kept = { answer: make(), until: at + freshMs, bytes: 0 };
      kept.set(question, entry);
      entry.answer.then(
        ({ body }) => {
          if (kept.get(question) !== entry) return;
          entry.bytes = body.length;
          bytes += body.length;
          if (bytes > maxBytes) drop(question, entry);
        },
        () => drop(question, entry),
      );
      return entry.answer;
    },
  };
}
