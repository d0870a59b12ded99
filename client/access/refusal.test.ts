import { expect, test } from "bun:test";
import { roleRefusal } from "./refusal.ts";

test("a role includes the weaker ones", () => {
  expect(roleRefusal({ name: "a", role: "admin" }, "operator")).toBeNull();
  expect(roleRefusal({ name: "a", role: "operator" }, "operator")).toBeNull();
});

test("a weaker role is told which one is needed", () => {
  expect(roleRefusal({ name: "a", role: "viewer" }, "operator")).toBe(
    "Only an operator or an admin can do this. Your role: viewer.",
  );
});

test("nobody may anything before it is known who they are", () => {
  expect(roleRefusal(undefined, "viewer")).not.toBeNull();
});
