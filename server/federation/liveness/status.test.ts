import { describe, expect, test } from "bun:test";
import { type HubPulse, judgeStatus } from "./status.ts";

const thresholds = { degradedAfterSeconds: 60, offlineAfterSeconds: 90 };
const heard = new Date("2026-11-20T12:00:00.000Z");
const after = (seconds: number) => new Date(heard.getTime() + seconds * 1000);
const hub = (fields: Partial<HubPulse> = {}): HubPulse => ({
  hubId: "a",
  lastSeenAt: heard,
  healthStatus: null,
  degradedReasons: [],
  healthAt: null,
  ...fields,
});
const judge = (hubs: HubPulse[], seconds: number) => judgeStatus({ hubs, thresholds, now: after(seconds) });

describe("silence", () => {
  test.each([
    [0, "online"],
    [60, "online"],
    [60.001, "degraded"],
    [90, "degraded"],
    [90.001, "offline"],
  ] as const)("of %p s is %p", (seconds, status) => {
    expect(judge([hub()], seconds).status).toBe(status);
  });

  test("that would be degraded and offline at the same moment is neither at that moment", () => {
    const both = { degradedAfterSeconds: 90, offlineAfterSeconds: 90 };
    const statusAt = (seconds: number) => judgeStatus({ hubs: [hub()], thresholds: both, now: after(seconds) }).status;
    expect([statusAt(90), statusAt(90.001)]).toEqual(["online", "offline"]);
  });

  test("of a hub that was never heard is offline, and says so", () => {
    expect(judge([], 0)).toEqual({ status: "offline", reason: "never seen" });
  });

  test("counts from the receive time: a moment in the future is not silence", () => {
    expect(judge([hub()], -30).status).toBe("online");
  });
});

describe("health", () => {
  test("that is degraded gives the hub's own reasons", () => {
    const told = hub({ healthStatus: "degraded", degradedReasons: ["disk full", "slow"], healthAt: heard });
    expect(judge([told], 1)).toEqual({ status: "degraded", reason: "disk full; slow" });
  });

  test("that stopped coming says nothing of now", () => {
    const told = hub({ healthStatus: "degraded", healthAt: after(-91) });
    expect(judge([told], 0).status).toBe("online");
  });
});

test("a project is as alive as its best hub", () => {
  const silent = hub({ hubId: "a", lastSeenAt: after(-300) });
  const degraded = hub({ hubId: "b", healthStatus: "degraded", healthAt: heard, degradedReasons: ["slow"] });
  expect(judge([silent, degraded], 0)).toEqual({ status: "degraded", reason: "slow" });
  expect(judge([silent, degraded, hub({ hubId: "c" })], 0).status).toBe("online");
});
