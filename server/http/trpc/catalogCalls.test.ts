import { afterAll, beforeAll, expect, test } from "bun:test";
import { TRPCClientError } from "@trpc/client";
import type { Role } from "../../../contracts/access.ts";
import { createFederationClient } from "../../../contracts/client.ts";
import { ecosystemMap, graphDiff, graphImpact } from "../../../contracts/graph.ts";
import { projectRow, statusChange } from "../../../contracts/projects.ts";
import { eventSubject } from "../../../contracts/subjects.ts";
import { systemStatus } from "../../../contracts/system.ts";
import { eventually } from "../../../scripts/testing/eventually.ts";
import { startTestMetaApp, type TestMetaApp } from "../../../scripts/testing/metaApp.ts";
import { connectMesh } from "../../mesh/connect.ts";
import { createPublisher } from "../../mesh/publish.ts";
import { systemClock } from "../../platform/clock.ts";
import { silentLog } from "../../platform/log.ts";

let hub: TestMetaApp;
beforeAll(async () => {
  hub = await startTestMetaApp();
});
afterAll(() => hub.stop());

const as = (role: Role) => createFederationClient({ url: hub.origin, apiKey: hub.keys[role] });
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => "answered",
    (thrown) => (thrown instanceof TRPCClientError ? thrown.data.code : thrown),
  );
const hubUrl = "http://127.0.0.1:5409";

test("the past, a difference, an impact and a history are answered to every viewer", async () => {
  const client = as("viewer");
  const from = new Date(Date.now() - 3_600_000).toISOString();
  expect(ecosystemMap.parse(await client.graph.ecosystem.query({ at: from })).projects).toEqual([]);
  const diff = graphDiff.parse(await client.graph.diff.query({ from }));
  expect(diff.added).toEqual(["performia", "veria"]);
  expect(diff.edgesNew).toMatchObject([{ from: "veria", to: "performia", strength: 0.75 }]);
  const impact = graphImpact.parse(await client.graph.impact.query({ slug: "performia" }));
  expect(impact.dependents).toMatchObject([{ slug: "veria", strength: 0.75, path: ["veria", "performia"] }]);
  const history = statusChange.array().parse(await client.projects.history.query({ slug: "veria" }));
  expect(history[0]).toMatchObject({ status: "offline", reason: "never seen", origin: "declared" });
  expect(await codeOf(client.graph.diff.query({ from: diff.to, to: from }))).toBe("invalid_input");
  expect(await codeOf(client.projects.history.query({ slug: "nobody" }))).toBe("not_found");
});

test("an operator puts a project somewhere and back, a viewer does neither", async () => {
  const place = async () => (await as("viewer").projects.bySlug.query({ slug: "veria" })).project;
  const { x, y } = await place();
  expect(await codeOf(as("viewer").graph.pin.mutate({ slug: "veria", x: 1, y: 2 }))).toBe("forbidden");
  await as("operator").graph.pin.mutate({ slug: "veria", x: 1, y: 2 });
  expect(await place()).toMatchObject({ x: 1, y: 2, pinned: true });
  expect(await codeOf(as("viewer").graph.unpin.mutate({ slug: "veria" }))).toBe("forbidden");
  await as("operator").graph.unpin.mutate({ slug: "veria" });
  expect(await place()).toMatchObject({ x, y, pinned: false });
});

test("an admin admits what was discovered, archives it again, and applies projects.yaml; an operator does not", async () => {
  const mesh = await connectMesh({ url: hub.broker.url, name: "newcomer", log: silentLog });
  const newcomer = createPublisher({ mesh, meshNs: "newcomer.mesh", clock: systemClock, log: silentLog });
  newcomer.publishPulse(eventSubject.presence("newcomer.mesh", "n-1"), {
    ...{ projectSlug: "newcomer", meshNs: "newcomer.mesh", hubUrl: "http://evil.example", version: "1.0.0" },
    ...{ tools: [], capabilities: [] },
  });
  await eventually(async () => (await as("viewer").projects.list.query({ text: "newcomer" })).length === 1);
  await newcomer.close();
  await mesh.close();
  const { admit, archive, reconcile } = as("operator").projects;
  expect(await codeOf(admit.mutate({ slug: "newcomer", hubUrl }))).toBe("forbidden");
  expect(await codeOf(archive.mutate({ slug: "newcomer" }))).toBe("forbidden");
  expect(await codeOf(reconcile.mutate({}))).toBe("forbidden");
  const admin = as("admin");
  expect(projectRow.parse(await admin.projects.admit.mutate({ slug: "newcomer", hubUrl }))).toMatchObject({
    origin: "declared",
    hubUrl,
  });
  expect(await admin.projects.reconcile.mutate({})).toEqual({ declared: 2, archived: [], unknownEnds: [] });
  expect(await codeOf(admin.projects.archive.mutate({ slug: "veria" }))).toBe("conflict");
  await admin.projects.archive.mutate({ slug: "newcomer" });
  expect((await admin.projects.list.query({})).map(({ slug }) => slug)).toEqual(["performia", "veria"]);
});

test("the system status says whether the Meta Hub hears, and how projects.yaml stands", async () => {
  const status = systemStatus.parse(await as("viewer").system.status.query());
  expect(status).toMatchObject({ blind: null, declarations: { problem: null }, legacyUnknown: 0 });
});

test("it says which versions run and which policy is in force, but nobody's address", async () => {
  const status = await as("viewer").system.status.query();
  expect(systemStatus.parse(status)).toEqual(status);
  expect(status.database.server).toMatch(/^\d+/);
  expect(status.database.lastMigration).toMatch(/^\d{14}_\w+$/);
  expect(status.hubs).toEqual([{ version: null, projects: 2 }]);
  expect(status.policy).toMatchObject({ liveness: { offlineAfterSeconds: 90 }, metrics: { rawDays: 30 } });
  expect(status.policy).not.toHaveProperty("notifications");
});
