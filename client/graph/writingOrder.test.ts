import { expect, test } from "bun:test";
import { inWritingOrder } from "./writingOrder.ts";

const name = (id: string, given: Partial<Parameters<typeof inWritingOrder>[0][number]> = {}) => ({
  ...{ id, forced: false, faded: false, urgency: 0, size: 10 },
  ...given,
});
const order = (names: Parameters<typeof inWritingOrder>[0]) => inWritingOrder(names).map(({ id }) => id);

test("trouble comes before size, and what steps back comes last", () => {
  const names = [
    name("large", { size: 20 }),
    name("degraded", { urgency: 1 }),
    name("faded", { faded: true, urgency: 2 }),
    name("offline", { urgency: 2 }),
    name("small"),
  ];
  expect(order(names)).toEqual(["offline", "degraded", "large", "small", "faded"]);
});

test("what must be written comes first, also where it steps back", () => {
  expect(order([name("large"), name("alerting", { forced: true, faded: true, urgency: 3 })])).toEqual([
    "alerting",
    "large",
  ]);
});

test("of many in trouble at once the most urgent must be written, and the selected one always", () => {
  const alerting = Array.from({ length: 200 }, (_, index) => name(`p${index}`, { forced: true, urgency: 3 + index }));
  const selected = name("selected", { forced: true, urgency: Number.POSITIVE_INFINITY });
  const forced = inWritingOrder([...alerting, selected]).filter((each) => each.forced);
  expect(forced).toHaveLength(30);
  expect(forced.slice(0, 2).map(({ id }) => id)).toEqual(["selected", "p199"]);
});

test("names that somebody else decided on are not counted", () => {
  const folders = Array.from({ length: 50 }, (_, index) => name(`f${index}`, { forced: true }));
  expect(inWritingOrder(folders).filter(({ forced }) => forced)).toHaveLength(50);
});
