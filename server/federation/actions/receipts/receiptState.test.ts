import { expect, test } from "bun:test";
import fc from "fast-check";
import { type TargetState, targetState } from "../../../../contracts/actions.ts";
import { type ReceiptState, receiptState } from "../../../../contracts/envelope.ts";
import { isFinal, receiptMoves } from "./receiptState.ts";

const apply = (start: TargetState, receipts: readonly ReceiptState[]) =>
  receipts.reduce((state, receipt) => receiptMoves(state, receipt) ?? state, start);

/** Everything an instance may truthfully say of one action. */
const histories: ReceiptState[][] = [
  ["accepted"],
  ["accepted", "started"],
  ["accepted", "started", "completed"],
  ["accepted", "started", "failed"],
  ["accepted", "failed"],
  ["refused"],
];

test("an instance's receipts end in the same state in any order, with any repetition, sent or not yet", () => {
  const shuffled = fc.constantFrom(...histories).chain((history) =>
    fc.tuple(
      fc.constant(history),
      fc
        .array(fc.constantFrom(...history), { maxLength: 8 })
        .chain((extra) => fc.shuffledSubarray([...history, ...extra], { minLength: history.length + extra.length })),
      fc.constantFrom<TargetState>("planned", "sent"),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([history, received, start]) => {
      expect(apply(start, received)).toBe(history.at(-1) ?? start);
    }),
  );
});

test("whatever is received, a target moves only forward, once to each state, and never out of an end", () => {
  const order: TargetState[] = ["planned", "sent", "accepted", "started"];
  const rank = (state: TargetState) => (isFinal(state) ? order.length : order.indexOf(state));
  fc.assert(
    fc.property(
      fc.constantFrom(...targetState.options),
      fc.array(fc.constantFrom(...receiptState.options), { maxLength: 12 }),
      (start, receipts) => {
        let state = start;
        for (const receipt of receipts) {
          const next = receiptMoves(state, receipt);
          if (next === null) continue;
          expect(rank(next)).toBeGreaterThan(rank(state));
          expect(receiptMoves(next, receipt)).toBeNull();
          state = next;
        }
        if (isFinal(start)) expect(state).toBe(start);
      },
    ),
  );
});

test("what was accepted is not refused any more", () => {
  expect([receiptMoves("accepted", "refused"), receiptMoves("started", "refused")]).toEqual([null, null]);
});
