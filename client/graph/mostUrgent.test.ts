import { expect, test } from "bun:test";
import fc from "fast-check";
import type { NodeMark } from "./marks.ts";
import { mostUrgent } from "./mostUrgent.ts";
import { warmUpMarks } from "./renderer/warmUp.ts";

const [like] = warmUpMarks.nodes;
const node = (id: number, rest: Partial<NodeMark>): NodeMark => ({
  ...(like as NodeMark),
  forceLabel: false,
  id: `${id}`,
  ...rest,
});

test("nobody is left out who is more urgent than somebody named, nor named without a reason", () => {
  const urgency = fc.constantFrom(0, 1, 2, 3, Number.POSITIVE_INFINITY);
  const marks = fc.array(fc.record({ urgency, hidden: fc.boolean(), forceLabel: fc.boolean() }), { maxLength: 400 });
  fc.assert(
    fc.property(marks, (given) => {
      const nodes = given.map((rest, id) => node(id, rest));
      const named = mostUrgent(nodes);
      const worth = nodes.filter(({ hidden, urgency: own = 0, forceLabel }) => !hidden && (own > 0 || forceLabel));
      const [inside, outside] = [worth.filter(({ id }) => named.has(id)), worth.filter(({ id }) => !named.has(id))];
      expect(inside).toHaveLength(named.size);
      expect(named.size).toBe(Math.min(100, worth.length));
      const least = Math.min(...inside.map(({ urgency: own = 0 }) => own));
      for (const { urgency: own = 0 } of outside) expect(own).toBeLessThanOrEqual(least);
    }),
  );
});

test("of equally urgent ones the first are named, so that a change elsewhere names nobody else", () => {
  const nodes = Array.from({ length: 300 }, (_, id) => node(id, { urgency: 2 }));
  const [before, after] = [mostUrgent(nodes), mostUrgent(nodes.with(250, node(250, { urgency: 0 })))];
  expect(after).toEqual(before);
  expect([...before]).toEqual(nodes.slice(0, 100).map(({ id }) => id));
});
