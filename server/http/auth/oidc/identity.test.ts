import { describe, expect, test } from "bun:test";
import type { Role } from "../../../../contracts/access.ts";
import { identify, nameOf, roleOf } from "./identity.ts";

const roles = new Map([
  ["admins", "admin"],
  ["operators", "operator"],
  ["staff", "viewer"],
] as const);

describe("a person's role", () => {
  test("is the strongest of their groups, in whatever order they come", () => {
    expect(roleOf(["staff", "operators"], roles)).toBe("operator");
    expect(roleOf(["admins", "staff"], roles)).toBe("admin");
    expect(roleOf(["others"], roles)).toBeNull();
    expect(roleOf([], roles)).toBeNull();
  });

  test("can be given to everybody whom the provider signs in", () => {
    expect(roleOf([], new Map([["*", "viewer"]]))).toBe("viewer");
    expect(roleOf(["admins"], new Map([...roles, ["*", "viewer"]]))).toBe("admin");
  });

  test.each<[groups: unknown, role: Role | null]>([
    [["operators"], "operator"],
    ["operators", "operator"],
    [[7, null, "staff"], "viewer"],
    [{ operators: true }, null],
    [undefined, null],
  ])("is read from a claim of any shape: %j", (groups, role) => {
    expect(identify({ sub: "1", groups }, { groupsClaim: "groups", roles }).actor?.role ?? null).toBe(role);
  });
});

test("a person's name is readable, their own, and one line", () => {
  expect(nameOf({ sub: "1", preferred_username: "local admin", email: "a@b.example" })).toBe("local admin (1)");
  expect(nameOf({ sub: "1", email: "a@b.example" })).toBe("a@b.example (1)");
  expect(nameOf({ sub: "1", preferred_username: 7 })).toBe("1");
  expect(nameOf({ sub: "1", name: "a\n\u202eb" })).toBe("ab (1)");
});
