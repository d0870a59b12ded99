import { expect, test } from "bun:test";
import { readKey } from "./readKey.ts";

const pressed = (key: string, ...held: string[]) => ({
  key,
  ctrlKey: held.includes("Control"),
  metaKey: held.includes("Meta"),
  altKey: held.includes("Alt"),
  getModifierState: (name: string) => held.includes(name),
});

test("a bracket is read where AltGr makes it, which some systems report as Ctrl and Alt", () => {
  expect(readKey(pressed("]", "Control", "Alt", "AltGraph"), true)).toBe("]");
  expect(readKey(pressed("["), true)).toBe("[");
});

test("what belongs to a command is left to it", () => {
  for (const held of ["Control", "Meta", "Alt"]) expect(readKey(pressed("t", held), true)).toBeNull();
});

test("with characters switched off a named key is read still", () => {
  expect(readKey(pressed("T", "Shift"), true)).toBe("t");
  expect(readKey(pressed("t"), false)).toBeNull();
  expect(readKey(pressed("Escape"), false)).toBe("escape");
});
