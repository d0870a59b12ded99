import { expect, test } from "bun:test";
import { policyConfig } from "../../contracts/config.ts";
import type { SystemStatus } from "../../contracts/system.ts";
import { healthOf } from "./health.ts";

const at = "2026-11-27T12:00:00.000Z";
const well: SystemStatus = {
  version: "1.0.0",
  startedAt: at,
  database: { server: "18", lastMigration: null },
  hubs: [],
  policy: policyConfig.parse({}),
  mesh: { connected: true, server: "2.14.0", identitiesEnforced: true },
  blind: null,
  declarations: { appliedAt: at, problem: null },
  legacyUnknown: 0,
  ingest: { pending: 0, committed: 1, lastBatchAt: at, lagMs: 1 },
  completeness: { publishers: 3, missing: 0, projects: [] },
  skewed: [],
  quarantine: { total: 0, recent: [] },
};
const faults = (status: Partial<SystemStatus>) =>
  healthOf({ ...well, ...status }, Date.parse(at)).flatMap(({ name, state, words }) =>
    state === "good" ? [] : `${name} ${state}: ${words}`,
  );

test("of a system that is well, every line says so", () => {
  expect(faults({})).toEqual([]);
});

test("what stops the work is bad, what could mislead is a warning, each with its number or reason", () => {
  const [broker, hearing] = faults({
    mesh: { ...well.mesh, connected: false },
    blind: { since: at, reason: "the broker is lost" },
  });
  expect(broker).toBe("Broker bad: Not connected");
  expect(hearing).toMatch(/^Hearing bad: Hears nobody since .*: the broker is lost$/);
  expect(
    faults({
      declarations: { appliedAt: at, problem: "two projects share a name" },
      mesh: { ...well.mesh, identitiesEnforced: false },
      completeness: { publishers: 3, missing: 2, projects: [] },
      skewed: [{ slug: "veria", seconds: 90 }],
      quarantine: { total: 1200, recent: [] },
    }),
  ).toEqual([
    "projects.yaml warn: Not applied: two projects share a name",
    "Identities warn: Not enforced: any client could speak for any project",
    "Completeness warn: 2 events are missing",
    "Clocks warn: 1 clock is wrong",
    "Quarantine warn: 1,200 events were refused",
  ]);
});
