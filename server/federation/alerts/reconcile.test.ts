import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { type AlertPlan, type KnownAlert, reconcile } from "./reconcile.ts";
import type { Finding } from "./rule.ts";

const minuteMs = 60_000;
const now = new Date("2026-11-20T12:00:00Z");
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * minuteMs);

const findingOf = (slug: string, description = "Offline."): Finding => ({
  rule: "offline",
  fingerprint: `offline:${slug}`,
  projectId: slug === "veria" ? 1 : 2,
  severity: "critical",
  title: `${slug} is offline`,
  description,
});
const veria = findingOf("veria");
const known = (change: Partial<KnownAlert> = {}): KnownAlert => ({
  ...{ ...veria, id: "a", status: "open", clearedAt: null, silenced: false, told: true },
  ...change,
});
const cleared = (minutes: number, id = "a") => known({ id, status: "resolved", clearedAt: minutesAgo(minutes) });
const none: AlertPlan = { raise: [], reopen: [], refresh: [], resolve: [], clear: [] };
const plan = (findings: Finding[], alerts: KnownAlert[], muted: number[] = []) =>
  reconcile({
    ...{ findings, known: alerts, now },
    isMuted: ({ projectId }) => projectId !== null && muted.includes(projectId),
  });

describe("a cause", () => {
  test("raises one alert, however often it is found, and no second while it lasts", () => {
    expect(plan([veria, veria], [])).toEqual({ ...none, raise: [veria] });
    expect(plan([veria], [known()])).toEqual(none);
    expect(plan([veria], [known({ status: "acknowledged" })])).toEqual(none);
  });

  test("that is gone resolves its alert", () => {
    expect(plan([], [known()])).toEqual({ ...none, resolve: [known()] });
    expect(plan([], [known({ status: "acknowledged" })]).resolve).toHaveLength(1);
    expect(plan([], [cleared(5)])).toEqual(none);
  });

  test("that returns within 30 min reopens the newest alert of its kind; a moment later it raises another", () => {
    const again = plan([veria], [cleared(31, "older"), cleared(30, "newer")]);
    expect(again).toEqual({ ...none, reopen: [{ known: cleared(30, "newer"), finding: veria }] });
    expect(plan([veria], [cleared(30.001)])).toEqual({ ...none, raise: [veria] });
  });

  test("whose numbers change refreshes the words of its alert", () => {
    const worse = findingOf("veria", "Offline for longer.");
    expect(plan([worse], [known()])).toEqual({ ...none, refresh: [{ known: known(), finding: worse }] });
  });

  test("that somebody resolved is left alone while it stands, and may come back once it was gone", () => {
    const byHand = known({ status: "resolved", clearedAt: null });
    expect(plan([veria], [byHand])).toEqual(none);
    expect(plan([], [byHand])).toEqual({ ...none, clear: [byHand] });
    expect(plan([veria], [cleared(1)]).reopen).toHaveLength(1);
  });

  test("of a muted project is left as it is, both ways", () => {
    expect(plan([veria], [], [1])).toEqual(none);
    expect(plan([], [known()], [1])).toEqual(none);
    expect(plan([], [known()], [2]).resolve).toHaveLength(1);
  });
});

describe("under any sequence of causes, minutes and hands", () => {
  type Alert = KnownAlert & { resolvedAt: Date | null };
  type Step =
    | { do: "look"; found: boolean; muted: boolean; after: number }
    | { do: "acknowledge" | "resolve"; after: number };

  const after = fc.constantFrom(0, 1, 29, 30, 31, 120);
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant("look" as const), found: fc.boolean(), muted: fc.boolean(), after }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("acknowledge" as const, "resolve" as const), after }) },
  );

  /** What the database does with a plan. */
  function carryOut(alerts: Alert[], todo: AlertPlan, at: Date): Alert[] {
    const reopened = new Set(todo.reopen.map(({ known: { id } }) => id));
    const resolved = new Set(todo.resolve.map(({ id }) => id));
    const gone = new Set(todo.clear.map(({ id }) => id));
    const kept = alerts.map((alert): Alert => {
      if (reopened.has(alert.id)) return { ...alert, status: "open", clearedAt: null, resolvedAt: null };
      if (resolved.has(alert.id)) return { ...alert, status: "resolved", clearedAt: at, resolvedAt: at };
      return gone.has(alert.id) ? { ...alert, clearedAt: at } : alert;
    });
    const raised = todo.raise.map(
      (finding, index): Alert => ({ ...known({ ...finding, id: `${alerts.length + index}` }), resolvedAt: null }),
    );
    return [...kept, ...raised];
  }

  const byHand = (alert: Alert, what: "acknowledge" | "resolve", at: Date): Alert => {
    if (what === "resolve" && alert.status !== "resolved") return { ...alert, status: "resolved", resolvedAt: at };
    return what === "acknowledge" && alert.status === "open" ? { ...alert, status: "acknowledged" } : alert;
  };

  test("one alert at most is live, and it is live exactly when its cause stands and nobody resolved it", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let alerts: Alert[] = [];
        let at = now.getTime();
        /** Resolved by hand since the cause began. */
        let dismissed = false;
        let goneSince: number | null = null;
        for (const each of steps) {
          at += each.after * minuteMs;
          const moment = new Date(at);
          if (each.do !== "look") {
            if (each.do === "resolve" && alerts.some(({ status }) => status !== "resolved")) dismissed = true;
            const hand = each.do;
            alerts = alerts.map((alert) => byHand(alert, hand, moment));
            continue;
          }
          const before = alerts;
          const todo = reconcile({
            ...{ findings: each.found ? [veria] : [], known: alerts, now: moment },
            isMuted: () => each.muted,
          });
          alerts = carryOut(alerts, todo, moment);
          const live = alerts.filter(({ status }) => status !== "resolved");
          if (each.muted) {
            expect(alerts).toEqual(before);
            continue;
          }
          expect(live.length).toBe(each.found && !dismissed ? 1 : 0);
          if (each.found && !dismissed) {
            const isNew = alerts.length > before.length;
            const wasLive = before.some(({ status }) => status !== "resolved");
            const returnedLate = goneSince === null || at - goneSince > 30 * minuteMs;
            expect(isNew).toBe(!wasLive && returnedLate);
            goneSince = null;
          } else if (!each.found) {
            dismissed = false;
            if (alerts.length > 0) goneSince ??= at;
          }
          // To look again at the same things changes nothing more.
          const again = reconcile({
            ...{ findings: each.found ? [veria] : [], known: alerts, now: moment },
            isMuted: () => false,
          });
          expect(again).toEqual(none);
        }
      }),
      { numRuns: 400 },
    );
  });
});
