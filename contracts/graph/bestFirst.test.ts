import { expect, test } from "bun:test";
import fc from "fast-check";
import { bestFirst } from "./bestFirst.ts";

test("whatever is added comes out in order, also when some is taken in between", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.integer(), fc.constant("take" as const))), (steps) => {
      const queue = bestFirst<number>((a, b) => a < b);
      const waiting: number[] = [];
      for (const step of steps) {
        if (step === "take") expect(queue.take()).toBe(waiting.sort((a, b) => a - b).shift());
        else {
          queue.add(step);
          waiting.push(step);
        }
      }
      for (const expected of waiting.sort((a, b) => a - b)) expect(queue.take()).toBe(expected);
      expect(queue.take()).toBeUndefined();
    }),
  );
});

test("twenty thousand that wait cost few comparisons each", () => {
  let compared = 0;
  const queue = bestFirst<number>((a, b) => {
    compared += 1;
    return a < b;
  });
  const most = 20_000;
  for (let index = 0; index < most; index++) queue.add((index * 7919) % most);
  for (let index = 0; index < most; index++) queue.take();
  expect(compared).toBeLessThan(most * 60);
});
