import type { ChangeNotice } from "../../contracts/changes.ts";

/**
 * Keeps the notices that arrive while a query is under way. The answer may have been computed before a notice and arrive
 * after it; replaying the notices over the answer makes the two orders equal.
 */
export type Journal = {
  record(notice: ChangeNotice): void;
  /** Runs a query and gives its answer together with what came meanwhile. */
  during<Answer>(query: () => Promise<Answer>): Promise<{ answer: Answer; notices: ChangeNotice[] }>;
};

export function createJournal(): Journal {
  const open = new Set<ChangeNotice[]>();
  return {
    record(notice) {
      for (const notices of open) notices.push(notice);
    },
    async during(query) {
      const notices: ChangeNotice[] = [];
      open.add(notices);
      try {
        return { answer: await query(), notices };
      } finally {
        open.delete(notices);
      }
    },
  };
}
