import { expect, test } from "bun:test";
import { fileURLToPath } from "node:url";
import { budgets, bundleSizes } from "../scripts/bench/bundle/sizes.ts";

test("the built page and the canvas weigh no more than their budgets", async () => {
  const sizes = await bundleSizes(fileURLToPath(new URL("../client/dist", import.meta.url)));
  expect(sizes.page).toBeGreaterThan(0);
  expect(sizes.page).toBeLessThanOrEqual(budgets.page);
  expect(sizes.canvas).toBeGreaterThan(0);
  expect(sizes.canvas).toBeLessThanOrEqual(budgets.canvas);
});
