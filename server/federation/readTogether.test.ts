import { expect, test } from "bun:test";
import { readTogether, readTogetherIn } from "./readTogether.ts";

/** Readings that end when told to. */
function reader() {
  const readings: PromiseWithResolvers<string>[] = [];
  const ask = readTogether(() => {
    const reading = Promise.withResolvers<string>();
    readings.push(reading);
    return reading.promise;
  });
  return { ask, readings };
}

test("who asks while a reading is under way shares the next one, which has not begun before the question", async () => {
  const { ask, readings } = reader();
  const first = ask();
  const later = [ask(), ask()];
  expect(readings.length).toBe(1);
  readings[0]?.resolve("old");
  expect(await first).toBe("old");
  readings[1]?.resolve("new");
  expect(await Promise.all(later)).toEqual(["new", "new"]);
  expect(readings.length).toBe(2);
});

test("who asks when nothing is under way is answered anew", async () => {
  const { ask, readings } = reader();
  for (const answer of ["a", "b"]) {
    const asked = ask();
    readings.at(-1)?.resolve(answer);
    expect(await asked).toBe(answer);
  }
});

test("a reading that fails takes only those with it who waited for it", async () => {
  const { ask, readings } = reader();
  const first = ask();
  const later = ask();
  readings[0]?.reject(new Error("no database"));
  await expect(first).rejects.toThrow("no database");
  readings[1]?.resolve("there again");
  expect(await later).toBe("there again");
});

test("who has another context waits for nobody", async () => {
  const answers = new Map<object, PromiseWithResolvers<string>[]>();
  const ask = readTogetherIn((ctx: object) => {
    const reading = Promise.withResolvers<string>();
    answers.set(ctx, [...(answers.get(ctx) ?? []), reading]);
    return reading.promise;
  });
  const [here, there] = [{}, {}];
  const first = ask(here);
  const shared = [ask(here), ask(here)];
  const elsewhere = ask(there);
  expect([answers.get(here)?.length, answers.get(there)?.length]).toEqual([1, 1]);
  answers.get(there)?.[0]?.resolve("there");
  expect(await elsewhere).toBe("there");
  answers.get(here)?.[0]?.resolve("here");
  expect(await first).toBe("here");
  answers.get(here)?.[1]?.resolve("here again");
  expect(await Promise.all(shared)).toEqual(["here again", "here again"]);
});
