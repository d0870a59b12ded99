import assert from "node:assert/strict";
import { test } from "node:test";
import { describe, usageOf } from "./describe.js";

test("a rollout says how many machines it reached and how many failed", () => {
  const rollout = { version: "3.0.0", state: "finished", deployed: ["a", "b"], failed: ["c"] };
  assert.equal(describe(rollout), "3.0.0: finished, on 2 machines, 1 failed");
});

test("nothing rolled out serves nobody", () => {
  assert.equal(usageOf([]), "0 machines served.");
});
