import { describe, expect, test } from "bun:test";
import { writeJson } from "./etag.ts";
import { createSharedAnswers } from "./sharedAnswers.ts";

function counted(size = 1) {
  let made = 0;
  const make = async () => writeJson(`${++made}`.padEnd(size));
  return { make, made: () => made };
}

describe("an answer that is shared", () => {
  test("is made once for all who ask within a second, and then anew", async () => {
    const { make, made } = counted();
    const answers = createSharedAnswers();
    await Promise.all([0, 0, 500, 999].map((at) => answers.get("a", at, make)));
    expect(made()).toBe(1);
    await answers.get("a", 1000, make);
    expect(made()).toBe(2);
  });

  test("is another one for another question", async () => {
    const { make, made } = counted();
    const answers = createSharedAnswers();
    await answers.get("a", 0, make);
    await answers.get("b", 0, make);
    expect(made()).toBe(2);
  });

  test("is not kept when it fails", async () => {
    const answers = createSharedAnswers();
    expect(answers.get("a", 0, () => Promise.reject(new Error("no database")))).rejects.toThrow("no database");
    await Promise.resolve();
    const { make } = counted();
    expect((await answers.get("a", 1, make)).etag).toBe((await counted().make()).etag);
  });

  test("is not kept when there is no room for it", async () => {
    const answers = createSharedAnswers();
    const large = counted(17 * 1024 * 1024);
    await answers.get("large", 0, large.make);
    await answers.get("large", 1, large.make);
    expect(large.made()).toBe(2);
    const small = counted();
    await answers.get("small", 2, small.make);
    await answers.get("small", 3, small.make);
    expect(small.made()).toBe(1);
  });
});
