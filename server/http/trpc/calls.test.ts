import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { TRPCClientError } from "@trpc/client";
import { createFederationClient, type FederationClient } from "../../../contracts/client.ts";
import { ecosystemMap, edgeCard, projectCard } from "../../../contracts/graph.ts";
import { metricSeries } from "../../../contracts/metrics.ts";
import { projectRow } from "../../../contracts/projects.ts";
import { eventSubject } from "../../../contracts/subjects.ts";
import { systemStatus } from "../../../contracts/system.ts";
import { eventually } from "../../../scripts/testing/eventually.ts";
import { startTestMetaApp, type TestMetaApp } from "../../../scripts/testing/metaApp.ts";

let hub: TestMetaApp;
let client: FederationClient;
beforeAll(async () => {
  hub = await startTestMetaApp();
  client = createFederationClient({ url: hub.origin, apiKey: hub.keys.viewer });
  await hub.veria.publishEvent(eventSubject.summary("veria.mesh", "graph.summary.nodes"), {
    projectSlug: "veria",
    counts: { files: 11, symbols: 12, tasks: 13, audits: 14 },
    ts: new Date().toISOString(),
  });
  await eventually(async () => (await client.projects.bySlug.query({ slug: "veria" })).project.kpis.files === 11);
});
afterAll(() => hub.stop());

const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => "answered",
    (thrown) => (thrown instanceof TRPCClientError ? thrown.data : thrown),
  );

describe("every read", () => {
  test("answers what its contract says", async () => {
    const rows = projectRow.array().parse(await client.projects.list.query({}));
    expect(rows.map(({ slug }) => slug).sort()).toEqual(["performia", "veria"]);
    expect(await client.projects.list.query({ tag: "finance" })).toHaveLength(1);

    const card = projectCard.parse(await client.projects.bySlug.query({ slug: "veria" }));
    expect(card.project.kpis).toMatchObject({ files: 11, symbols: 12, tasks: 13, audits: 14 });

    const map = ecosystemMap.parse(await client.graph.ecosystem.query({}));
    const [edge] = map.edges;
    expect(edge).toMatchObject({ from: "veria", to: "performia", kind: "api", standing: "declared" });
    const opened = edgeCard.parse(await client.graph.edge.query({ id: edge?.id ?? "" }));
    expect(opened.evidence).toHaveLength(1);

    const { series } = metricSeries.parse(
      await client.metrics.series.query({ project: "veria", keys: ["graph.files"] }),
    );
    expect(series[0]?.points.at(-1)?.value).toBe(11);
    const latest = await client.metrics.latest.query({ project: "veria" });
    expect(latest).toContainEqual({ key: "graph.files", value: 11, observedAt: expect.any(String) });

    expect(await client.alerts.list.query({})).toEqual([]);
    expect(await client.alerts.list.query()).toEqual([]);
    const status = systemStatus.parse(await client.system.status.query());
    expect(status).toMatchObject({ version: "0.0.0-test", mesh: { connected: true } });
    expect(await client.system.session.query()).toEqual({ name: "test viewer", role: "viewer" });
  });

  test("asked in the same moment travels as one request", async () => {
    const before = hub.logged.length;
    await Promise.all([client.system.session.query(), client.alerts.list.query({}), client.projects.list.query({})]);
    const lines = await eventually(() => {
      const added = hub.logged.slice(before).filter((line) => line.includes("alerts.list"));
      if (added.length === 0) throw new Error("not logged yet");
      return added;
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("/trpc/system.session,alerts.list,projects.list");
  });

  test("may select more projects than an address could name", async () => {
    const operator = createFederationClient({ url: hub.origin, apiKey: hub.keys.operator });
    const slugs = Array.from({ length: 1000 }, (_, index) => `no-such-project-${index}`);
    const planned = operator.actions.plan.query({ action: "fed.refresh.summaries", select: { slugs } });
    expect(await planned.catch(({ data }) => data)).toMatchObject({ code: "not_found" });
  });

  test("asked thirty at a time is split into batches that the hub takes", async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => client.system.session.query()));
    expect(answers).toHaveLength(30);
  });
});

describe("a call that fails", () => {
  test("says with a stable code what was wrong, and where", async () => {
    expect(await failureOf(client.projects.bySlug.query({ slug: "nobody" }))).toMatchObject({
      code: "not_found",
      httpStatus: 404,
    });
    expect(await failureOf(client.metrics.series.query({ project: "nobody" }))).toMatchObject({ code: "not_found" });
    expect(await failureOf(client.graph.edge.query({ id: "no-such-edge" }))).toMatchObject({ code: "not_found" });
    expect(await failureOf(client.projects.bySlug.query({ slug: "NOT A SLUG" }))).toEqual({
      code: "invalid_input",
      httpStatus: 422,
      field: "slug",
    });
    const points = client.metrics.series.query({ project: "veria", points: 1 });
    expect(await failureOf(points)).toMatchObject({ code: "invalid_input", field: "points" });
  });

  test("refuses what the input does not have", async () => {
    const input = encodeURIComponent(JSON.stringify({ slug: "veria", colour: "red" }));
    const answer = await hub.ask(`/trpc/projects.bySlug?input=${input}`, { as: "viewer" });
    expect(answer.status).toBe(422);
    expect((await answer.json()).error.data).toMatchObject({ code: "invalid_input", field: "colour" });
  });

  test("has the status of its cause, whether the call, its method or its input cannot be", async () => {
    const outcome = async (path: string, method = "GET") => {
      const headers = { "content-type": "application/json" };
      const answer = await hub.ask(path, { as: "admin", method, headers });
      return [answer.status, (await answer.json()).error.data.code];
    };
    expect(await outcome("/trpc/no.such")).toEqual([404, "not_found"]);
    expect(await outcome("/trpc/projects.admit")).toEqual([405, "method_not_allowed"]);
    expect(await outcome("/trpc/projects.list?input=%7B")).toEqual([422, "invalid_input"]);
  });

  test("with more than ten in one request is refused whole", async () => {
    const names = (count: number) => Array.from({ length: count }, () => "system.session").join(",");
    expect((await hub.ask(`/trpc/${names(10)}?batch=1`, { as: "viewer" })).status).toBe(200);
    expect((await hub.ask(`/trpc/${names(11)}?batch=1`, { as: "viewer" })).status).toBe(422);
  });

  test("through a defect of ours tells the log, and the caller only where to look", async () => {
    await hub.ctx.db.pool.query(`alter table "EcosystemAlert" rename to "Elsewhere"`);
    try {
      const answer = await hub.ask("/trpc/alerts.list", { as: "viewer" });
      const { error } = await answer.json();
      expect([answer.status, error.data.code]).toEqual([500, "internal"]);
      expect(JSON.stringify(error)).not.toContain("EcosystemAlert");
      const id = /request ([\w-]{36})\./.exec(error.message)?.[1] ?? "no id";
      expect(await eventually(() => hub.logged.find((entry) => entry.includes(id)))).toContain("EcosystemAlert");
    } finally {
      await hub.ctx.db.pool.query(`alter table "Elsewhere" rename to "EcosystemAlert"`);
    }
  });
});
