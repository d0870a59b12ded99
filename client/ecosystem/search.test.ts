import { expect, test } from "bun:test";
import fc from "fast-check";
import { parseQuery, writeQuery } from "../app/searchParams.ts";
import { type EcosystemSearch, kinds, mostPicked, parseEcosystemSearch } from "./search.ts";

const word = fc.string({ minLength: 1, maxLength: 30 }).filter((text) => text.trim() !== "");

test("what is in the address survives a reload", () => {
  const search = fc.record(
    {
      view: fc.constantFrom("map", "table"),
      overlay: fc.constantFrom("status", "risk", "compliance", "freshness"),
      text: word,
      status: fc.uniqueArray(fc.constantFrom("online", "degraded", "offline"), { minLength: 1 }),
      tag: fc.uniqueArray(word, { minLength: 1, maxLength: 4 }),
      without: fc.uniqueArray(fc.constantFrom(...kinds), { minLength: 1 }),
      min: fc.integer({ min: 1, max: 20 }).map((step) => step / 20),
      project: word,
      unwanted: fc.uniqueArray(fc.constantFrom("declared", "claimed"), { minLength: 1 }),
      fold: fc.uniqueArray(fc.constantFrom("risk", "files"), { minLength: 1 }),
      more: fc.uniqueArray(fc.constantFrom("tags", "reason"), { minLength: 1 }),
      domains: fc.constant("true"),
      pick: fc.uniqueArray(word, { minLength: 1, maxLength: 4 }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(search, (given) => {
      const before: EcosystemSearch = parseEcosystemSearch(given);
      expect(parseEcosystemSearch(parseQuery(writeQuery(before)))).toEqual(before);
    }),
  );
});

test("so many picks are in the address that it still fits into a request", () => {
  const pick = Array.from({ length: 1000 }, (_, index) => `project-with-a-long-name-${index}`);
  const search = parseEcosystemSearch({ pick });
  expect(search.pick).toEqual(pick.slice(0, mostPicked));
  expect(writeQuery(search).length).toBeLessThan(8000);
});

test("what it does not understand it leaves out", () => {
  const parsed = parseEcosystemSearch(parseQuery("?view=globe&overlay=mood&status=sleepy&min=7&sort=colour&tag="));
  expect(writeQuery(parsed)).toBe("");
});

test("receipts are colours of a run only: without one they are left out", () => {
  expect(parseEcosystemSearch({ overlay: "receipts", run: "r1" }).overlay).toBe("receipts");
  expect(parseEcosystemSearch({ overlay: "receipts" }).overlay).toBeUndefined();
  expect(parseEcosystemSearch({ overlay: "risk" }).overlay).toBe("risk");
});

test("a past moment comes with the slider that says which", () => {
  const at = "2026-11-26T12:00:00.000Z";
  expect(parseEcosystemSearch({ at }).time).toBe("24h");
  expect(parseEcosystemSearch({ at, time: "7d" }).time).toBe("7d");
  expect(parseEcosystemSearch({ at: "yesterday" }).time).toBeUndefined();
});

test("the address reads like words", () => {
  const search = parseEcosystemSearch({ status: ["offline"], tag: ["finance", "eu"], min: 0.35 });
  expect(writeQuery(search)).toBe("?status=offline&tag=finance&tag=eu&min=0.35");
});
