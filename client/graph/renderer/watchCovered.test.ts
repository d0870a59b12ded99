import { afterAll, beforeAll, expect, test } from "bun:test";
import { watchCovered } from "./watchCovered.ts";

type Box = { left: number; top: number; width: number; height: number };

/** As much of an element as is looked at. */
const element = (box: Box, tagName = "DIV", children: HTMLElement[] = []): HTMLElement =>
  ({ tagName, children, getBoundingClientRect: () => box }) as unknown as HTMLElement;

let resize: (() => void) | undefined;
const before = globalThis.ResizeObserver;
beforeAll(() => {
  globalThis.ResizeObserver = class {
    constructor(measure: ResizeObserverCallback) {
      resize = () => measure([], this);
    }
    observe() {}
    unobserve() {}
    disconnect() {}
  };
});
afterAll(() => {
  globalThis.ResizeObserver = before;
});

const canvas = element({ left: 240, top: 130, width: 1200, height: 770 });
const buttons = element({ left: 252, top: 400, width: 34, height: 260 });
const small = element({ left: 252, top: 290, width: 148, height: 96 }, "CANVAS");
const folded = element({ left: 252, top: 880, width: 0, height: 0 });

test("what lies over the canvas is told by where it is on the canvas; what is not there, and the small map, is no reason to move it", () => {
  let changes = 0;
  const watched = watchCovered(canvas, () => changes++);
  watched.set(element({ left: 240, top: 130, width: 400, height: 770 }, "DIV", [small, buttons, folded]));
  resize?.();
  const own = { left: 12, top: 270, width: 34, height: 260 };
  expect(watched.rects()).toEqual([{ left: 12, top: 160, width: 148, height: 96 }, own]);
  expect(watched.lasting()).toEqual([own]);
  expect(changes).toBe(1);
});

test("once nothing lies there any more nothing is kept clear", () => {
  const watched = watchCovered(canvas, () => {});
  watched.set(element({ left: 240, top: 130, width: 400, height: 770 }, "DIV", [buttons]));
  resize?.();
  watched.set(null);
  expect([watched.rects(), watched.lasting()]).toEqual([[], []]);
});
