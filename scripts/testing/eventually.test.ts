import { expect, test } from "bun:test";
import { eventually } from "./eventually.ts";

test("answers the first truthy value, through failures and falsy answers", async () => {
  const answers = [() => 0, () => Promise.reject(new Error("not yet")), () => "", () => "there"];
  expect(await eventually(() => answers.shift()?.())).toBe("there");
  expect(answers).toBeEmpty();
});

test("fails with what the check threw last", async () => {
  let tries = 0;
  const never = eventually(() => Promise.reject(new Error(`try ${++tries}`)), { timeoutMs: 50 });
  await expect(never).rejects.toThrow(/^try \d+$/);
});

test("fails with what the check answered last", async () => {
  await expect(eventually(() => null, { timeoutMs: 1 })).rejects.toThrow("still null after 1 ms");
});
