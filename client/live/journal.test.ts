import { expect, test } from "bun:test";
import type { ChangeNotice } from "../../contracts/changes.ts";
import { createJournal } from "./journal.ts";

const notice = (slug: string): ChangeNotice => ({ type: "projects", projects: [], removed: [slug] });

test("what arrives while a query is under way comes with its answer; nothing before, nothing after", async () => {
  const journal = createJournal();
  const { promise, resolve } = Promise.withResolvers<string>();
  journal.record(notice("before"));
  const asking = journal.during(() => promise);
  journal.record(notice("meanwhile"));
  resolve("answer");
  const { answer, notices } = await asking;
  journal.record(notice("after"));
  expect(answer).toBe("answer");
  expect(notices).toEqual([notice("meanwhile")]);
});
