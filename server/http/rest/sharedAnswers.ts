import type { WrittenJson } from "./etag.ts";

/** How old an answer may be that is given again, in milliseconds. */
const freshMs = 1000;

/** What is kept in all, in bytes; an answer that does not fit is not kept. */
const maxBytes = 16 * 1024 * 1024;

/** Gives who asks the same within a second the same answer. */
export type SharedAnswers = {
  /** `make` is called once for all who ask while it works, however long, and for a second after. A failure is not kept. */
  get(question: string, make: () => Promise<WrittenJson>): Promise<WrittenJson>;
};

type Kept = { answer: WrittenJson; until: number };

/**
 * Answers in memory, kept for a second: a hundred dashboards that ask every second are one read of the database. The
 * answers must be the same for everybody who may ask. `now` tells the time in milliseconds.
 */
export function createSharedAnswers(now: () => number): SharedAnswers {
  const making = new Map<string, Promise<WrittenJson>>();
  const kept = new Map<string, Kept>();
  let bytes = 0;

  const dropOld = () => {
    const at = now();
    // In the order they were made, so the first that is fresh ends the search.
    for (const [question, { answer, until }] of kept) {
      if (until > at) break;
      kept.delete(question);
      bytes -= answer.body.length;
    }
  };

  const makeAndKeep = async (question: string, make: () => Promise<WrittenJson>) => {
    try {
      const answer = await make();
      dropOld();
      if (bytes + answer.body.length <= maxBytes) {
        kept.set(question, { answer, until: now() + freshMs });
        bytes += answer.body.length;
      }
      return answer;
    } finally {
      making.delete(question);
    }
  };

  return {
    async get(question, make) {
      dropOld();
      const known = kept.get(question)?.answer ?? making.get(question);
      if (known !== undefined) return known;
      const answer = makeAndKeep(question, make);
      making.set(question, answer);
      return answer;
    },
  };
}
