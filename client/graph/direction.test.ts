import { expect, test } from "bun:test";
import { nextInDirection } from "./direction.ts";

const here = { id: "here", x: 0, y: 0 };
const places = [here, { id: "right", x: 50, y: 5 }, { id: "far", x: 300, y: 0 }, { id: "above", x: 10, y: -80 }];

test("an arrow moves to the nearest project on its side", () => {
  expect(nextInDirection(places, here, "right")).toBe("right");
  expect(nextInDirection(places, here, "up")).toBe("above");
});

test("an arrow towards nothing stays", () => {
  expect(nextInDirection(places, here, "left")).toBeNull();
  expect(nextInDirection([here], here, "down")).toBeNull();
});
