import { expect, test } from "bun:test";
import { z } from "zod";
import { reasonWords } from "./reasonWords.ts";

const event = z.object({
  ok: z.int().min(0).max(9),
  name: z.string().min(2).optional(),
  state: z.enum(["up", "down"]).optional(),
});

/** What the Meta Hub notes of a payload, by the validator that it uses. */
function reasonOf(payload: unknown): string {
  const [issue] = event.safeParse(payload).error?.issues ?? [];
  return `${issue?.path.join(".")}: ${issue?.message}`;
}

test("what the validator says of a field is told in words", () => {
  const payloads = [{ ok: -1 }, { ok: 10 }, {}, { ok: "3" }, { ok: 1, name: "a" }, { ok: 1, state: "away" }];
  expect(payloads.map((payload) => reasonWords(reasonOf(payload)))).toEqual([
    "“ok” must be 0 or more",
    "“ok” must be 9 or less",
    "“ok” is missing",
    "“ok” must be a number, and was string",
    "“name” must have 2 characters or more",
    '“state” must be one of "up", "down"',
  ]);
});

test("a reason of another make stays as it came", () => {
  for (const reason of ["not JSON", "identity mismatch", "a.b: something new", ""])
    expect(reasonWords(reason)).toBe(reason);
});
