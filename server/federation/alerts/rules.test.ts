import { describe, expect, test } from "bun:test";
import { alertRule } from "../../../contracts/alerts.ts";
import { policyConfig } from "../../../contracts/config.ts";
import type { Finding } from "./rule.ts";
import { type ActionFacts, actionFailed } from "./rules/actionFailed.ts";
import { blind } from "./rules/blind.ts";
import { clockSkew } from "./rules/clockSkew.ts";
import { degraded } from "./rules/degraded.ts";
import { type EndpointFacts, endpointUnreachable } from "./rules/endpointUnreachable.ts";
import { flapping } from "./rules/flapping.ts";
import { offline } from "./rules/offline.ts";
import { quarantineRising } from "./rules/quarantineRising.ts";
import { type SecurityFacts, securitySpike } from "./rules/securitySpike.ts";
import { rules } from "./rules.ts";

const policy = policyConfig.parse({});
const now = new Date("2026-11-20T12:00:00Z");
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const veria = { id: 1, slug: "veria", name: "Veria" };
const standing = (minutes: number) => ({
  ...veria,
  statusReason: "silent for more than 90 s",
  statusSince: ago(minutes),
});
const fingerprints = (findings: Finding[]) => findings.map(({ fingerprint }) => fingerprint);

test("every rule of the contract is evaluated, and once", () => {
  expect(rules.map(({ name }) => name).toSorted()).toEqual(alertRule.options.toSorted());
});

test("offline: for exactly 10 min not yet, for longer it is, and it says since when and why", () => {
  expect(offline.judge([standing(10)], policy, now)).toEqual([]);
  const [finding] = offline.judge([standing(10.001)], policy, now);
  expect(finding).toMatchObject({ projectId: 1, severity: "critical", fingerprint: "offline:veria" });
  expect(finding?.description).toContain(
    "Offline for more than 10 min, since 11:49 UTC on 2026-11-20: silent for more than 90 s",
  );
});

test("a policy of less than a minute is told in seconds", () => {
  const hasty = policyConfig.parse({ alerts: { offlineAfterMinutes: 0.2 } });
  expect(offline.judge([standing(1)], hasty, now)[0]?.description).toStartWith("Offline for more than 12 s, since");
});

test("degraded: for exactly 30 min not yet, for longer it is", () => {
  expect(degraded.judge([standing(30)], policy, now)).toEqual([]);
  expect(degraded.judge([standing(30.001)], policy, now)).toMatchObject([{ severity: "warning" }]);
});

describe("security spike", () => {
  const facts = (change: Partial<SecurityFacts>): SecurityFacts => ({
    ...veria,
    ...{
      criticals: null,
      scannedAt: now,
      earlierCriticals: null,
      failures: null,
      auditedAt: now,
      earlierFailures: null,
    },
    ...change,
  });
  const judge = (change: Partial<SecurityFacts>) => fingerprints(securitySpike.judge([facts(change)], policy, now));

  test("criticals are new above the least of the 7 days before, not at it, and not without a history", () => {
    expect(judge({ criticals: 1, earlierCriticals: [[1, 5]] })).toEqual([]);
    expect(
      judge({
        criticals: 2,
        earlierCriticals: [
          [1, 1],
          [2, 9],
        ],
      }),
    ).toEqual(["security-spike:criticals:veria"]);
    expect(judge({ criticals: 9, earlierCriticals: null })).toEqual([]);
  });

  test("failures spike strictly above the median + 3 MAD", () => {
    // Median 4, deviation 1: the threshold is 7.
    const earlierFailures: SecurityFacts["earlierFailures"] = [
      [2, 1],
      [3, 2],
      [4, 2],
      [5, 2],
      [6, 1],
    ];
    expect(judge({ failures: 7, earlierFailures })).toEqual([]);
    expect(judge({ failures: 8, earlierFailures })).toEqual(["security-spike:failures:veria"]);
  });

  test("failures spike only with at least 2 more than the median, however quiet it was", () => {
    expect(judge({ failures: 1, earlierFailures: [[0, 100]] })).toEqual([]);
    expect(judge({ failures: 2, earlierFailures: [[0, 100]] })).toEqual(["security-spike:failures:veria"]);
    expect(judge({ failures: 2, earlierFailures: [] })).toEqual([]);
  });
});

describe("endpoint unreachable", () => {
  const endpoint = (type: string, failures: number): EndpointFacts => ({
    ...{ projectId: 1, slug: "veria", name: "Veria", type, failures },
    ...{ url: `http://127.0.0.1:5401/${type}`, lastError: "timeout" },
  });

  test("twice in a row is not enough, three times is", () => {
    expect(endpointUnreachable.judge([endpoint("graph", 2)], policy, now)).toEqual([]);
    const [finding] = endpointUnreachable.judge([endpoint("graph", 3)], policy, now);
    expect(finding?.description).toContain("graph at http://127.0.0.1:5401/graph (timeout)");
  });

  test("several of one project are one alert, which stays the same while attempts are counted on", () => {
    const judged = (failures: number) =>
      endpointUnreachable.judge([endpoint("graph", failures), endpoint("task", 4), endpoint("audits", 1)], policy, now);
    expect(judged(3)).toHaveLength(1);
    expect(judged(3)[0]?.title).toBe("2 of Veria's endpoints cannot be reached");
    expect(judged(9)).toEqual(judged(3));
  });
});

describe("action failed", () => {
  const target = (change: Partial<ActionFacts>): ActionFacts => ({
    ...{ projectId: 1, slug: "veria", name: "Veria", action: "fed.audit.security.sweep", runId: "r" },
    ...{ state: "expired", attempts: 5, reason: null, updatedAt: ago(1) },
    ...change,
  });
  const count = (change: Partial<ActionFacts>) => actionFailed.judge([target(change)], policy, now).length;

  test("expired or refused by the project is; what the plan refused, or any other state, is not", () => {
    expect([count({}), count({ state: "refused", attempts: 1 })]).toEqual([1, 1]);
    expect(count({ state: "refused", attempts: 0 })).toBe(0);
    for (const state of ["planned", "sent", "accepted", "started", "completed", "failed", "cancelled"]) {
      expect(count({ state })).toBe(0);
    }
  });

  test("advises to retry what a retry tries, and to start anew what it leaves out", () => {
    const advice = (change: Partial<ActionFacts>) =>
      actionFailed.judge([target(change)], policy, now)[0]?.description ?? "";
    expect(advice({})).toContain("then retry the run at /actions/");
    expect(advice({ state: "refused" })).toContain("then start the action again");
  });

  test("is remembered for 24 h", () => {
    expect([count({ updatedAt: ago(1440) }), count({ updatedAt: ago(1440.001) })]).toEqual([1, 0]);
  });
});

test("flapping: what the catalog holds for flapping is one finding, with its numbers", () => {
  const [finding] = flapping.judge([{ ...veria, flappingSince: ago(2) }], policy, now);
  expect(finding?.description).toContain("4 times within 10 min, as of 11:58 UTC");
});

test("blind: says since when and why; hearing, nothing", () => {
  expect(blind.judge([{ blindSince: null, blindReason: null }], policy, now)).toEqual([]);
  const [finding] = blind.judge([{ blindSince: ago(5), blindReason: "the mesh is away" }], policy, now);
  expect(finding).toMatchObject({ projectId: null, severity: "critical" });
  expect(finding?.description).toContain("since 11:55 UTC on 2026-11-20: the mesh is away");
});

test("clock skew: 60 s is tolerated both ways, more is not", () => {
  const judge = (skewSeconds: number) => clockSkew.judge([{ ...veria, skewSeconds }], policy, now);
  expect([judge(60), judge(-60)]).toEqual([[], []]);
  expect(judge(61)[0]?.description).toContain("at least 60 s ahead of");
  expect(judge(-7300)[0]?.description).toContain("at least 2 h behind");
  expect(judge(301)).toEqual(judge(330));
});

describe("quarantine rising", () => {
  const judge = (recent: number, before: number) =>
    quarantineRising.judge([{ reason: "not JSON", recent, before }], policy, now);

  test("nine in 10 min are too few to rise, ten are enough where none are usual", () => {
    expect(judge(9, 0)).toEqual([]);
    expect(judge(10, 0)).toMatchObject([{ projectId: null, fingerprint: "quarantine-rising" }]);
  });

  test("twice the mean of the 24 h before is not rising, more is", () => {
    expect(judge(20, 144 * 10)).toEqual([]);
    expect(judge(21, 144 * 10)).toHaveLength(1);
  });

  test("adds up all reasons and names the most frequent, in words that stay while the count grows a little", () => {
    const reasons = [
      { reason: "not JSON", recent: 6, before: 0 },
      { reason: "identity mismatch", recent: 7, before: 0 },
    ];
    const [finding] = quarantineRising.judge(reasons, policy, now);
    expect(finding?.description).toContain(
      "At least 10 within 10 min, where 0 are usual. Most often: identity mismatch",
    );
    expect(judge(250, 0)).toEqual(judge(499, 0));
  });
});
