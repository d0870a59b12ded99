import { describe, expect, test } from "bun:test";
import { type WrittenJson, writeJson } from "./etag.ts";
import { createSharedAnswers } from "./sharedAnswers.ts";

function counted(size = 1) {
  let made = 0;
  const make = async () => writeJson(`${++made}`.padEnd(size));
  return { make, made: () => made };
}

function atClock() {
  const clock = { now: 0 };
  return { clock, answers: createSharedAnswers(() => clock.now) };
}

describe("an answer that is shared", () => {
  test("is made once for all who ask within a second, and then anew", async () => {
    const { make, made } = counted();
    const { clock, answers } = atClock();
    for (clock.now of [0, 0, 500, 999]) await answers.get("a", make);
    expect(made()).toBe(1);
    clock.now = 1000;
    await answers.get("a", make);
    expect(made()).toBe(2);
  });

  test("is made once, however long it takes, and is fresh for a second from when it was made", async () => {
    const { clock, answers } = atClock();
    const slow = Promise.withResolvers<WrittenJson>();
    let made = 0;
    const make = () => {
      made += 1;
      return slow.promise;
    };
    const asked = [0, 900, 5000].map((at) => {
      clock.now = at;
      return answers.get("a", make);
    });
    slow.resolve(writeJson("late"));
    const tags = (await Promise.all(asked)).map(({ etag }) => etag);
    expect([made, new Set(tags).size]).toEqual([1, 1]);
    clock.now = 5999;
    await answers.get("a", make);
    expect(made).toBe(1);
  });

  test("is another one for another question", async () => {
    const { make, made } = counted();
    const { answers } = atClock();
    await answers.get("a", make);
    await answers.get("b", make);
    expect(made()).toBe(2);
  });

  test("is not kept when it fails", async () => {
    const { answers } = atClock();
    await expect(answers.get("a", () => Promise.reject(new Error("no database")))).rejects.toThrow("no database");
    const { make } = counted();
    expect((await answers.get("a", make)).etag).toBe((await counted().make()).etag);
  });

  test("is not kept when there is no room for it", async () => {
    const { answers } = atClock();
    const large = counted(17 * 1024 * 1024);
    await answers.get("large", large.make);
    await answers.get("large", large.make);
    expect(large.made()).toBe(2);
    const small = counted();
    await answers.get("small", small.make);
    await answers.get("small", small.make);
    expect(small.made()).toBe(1);
  });
});
