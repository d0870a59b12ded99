import { expect, test } from "bun:test";
import { createLimit } from "./limit.ts";

test("runs every job, never more than the limit at once, in order, failures or not", async () => {
  const limit = createLimit(3);
  let running = 0;
  let most = 0;
  const began: number[] = [];
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) =>
      limit(async () => {
        began.push(index);
        most = Math.max(most, ++running);
        await Promise.resolve();
        running--;
        if (index % 5 === 0) throw new Error("no");
        return index;
      }),
    ),
  );
  expect(most).toBe(3);
  expect(began).toEqual(Array.from({ length: 20 }, (_, index) => index));
  expect(results.filter(({ status }) => status === "rejected")).toHaveLength(4);
});
