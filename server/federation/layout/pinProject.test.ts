import { afterEach, beforeEach, expect, test } from "bun:test";
import { getGraph } from "../graph/getGraph.ts";
import { createIngest } from "../ingest/ingestBatch.ts";
import { hintOf } from "../testing/events.ts";
import { openTestFederation, type TestFederation, testAuthor } from "../testing/openTestFederation.ts";
import { pinProject, unpinProject } from "./pinProject.ts";
import { placeProjects } from "./placeProjects.ts";

let federation: TestFederation;
beforeEach(async () => {
  federation = await openTestFederation({ now: "2026-11-20T12:00:00.000Z" });
});
afterEach(() => federation.close());

const ingest = (...events: Parameters<ReturnType<typeof createIngest>>[0]["events"]) =>
  createIngest(federation.ctx)({ events, rejected: [] });

test("a project that a person puts somewhere stays there, and everybody is told", async () => {
  await federation.declare("veria", "performia");
  federation.notices.length = 0;
  await pinProject(federation.ctx, { slug: "veria", x: 12, y: -3 }, testAuthor("ada"));
  expect(federation.notices).toMatchObject([{ type: "projects", projects: [{ slug: "veria", x: 12, y: -3 }] }]);
  await ingest(hintOf("veria", "performia", "veria", 1));
  await federation.declare("veria", "performia");
  const [, veria] = (await getGraph(federation.ctx, {})).projects;
  expect(veria).toMatchObject({ slug: "veria", x: 12, y: -3 });
  await expect(pinProject(federation.ctx, { slug: "nobody", x: 0, y: 0 }, testAuthor("ada"))).rejects.toMatchObject({
    code: "not_found",
  });
  const { rows } = await federation.ctx.db.pool.query('select actor, verb, subject, details from "AuditLog"');
  expect(rows).toMatchObject([{ actor: "ada", verb: "graph.pin", subject: "veria" }]);
  expect(JSON.parse(rows[0].details)).toMatchObject({ x: 12, y: -3 });
});

test("a project that is unpinned goes back to where the map had put it, however often it was moved", async () => {
  const { ctx } = federation;
  const placeOf = async () => (await getGraph(ctx, {})).projects.find(({ slug }) => slug === "veria");
  await federation.declare("veria", "performia");
  await ingest(hintOf("veria", "performia", "veria", 1));
  await placeProjects(ctx);
  const home = await placeOf();
  expect(home).toMatchObject({ pinned: false });
  await unpinProject(ctx, { slug: "veria" }, testAuthor("ada"));
  expect(await placeOf()).toEqual(home);
  await pinProject(ctx, { slug: "veria", x: 12, y: -3 }, testAuthor("ada"));
  await pinProject(ctx, { slug: "veria", x: 99, y: 99 }, testAuthor("ada"));
  expect(await placeOf()).toMatchObject({ x: 99, y: 99, pinned: true });
  federation.notices.length = 0;
  await unpinProject(ctx, { slug: "veria" }, testAuthor("ada"));
  expect(federation.notices).toMatchObject([{ type: "projects", projects: [{ slug: "veria", pinned: false }] }]);
  await placeProjects(ctx);
  expect(await placeOf()).toEqual(home);
  await expect(unpinProject(ctx, { slug: "nobody" }, testAuthor("ada"))).rejects.toMatchObject({ code: "not_found" });
});

test("a project that was pinned before it had a place is given one when it is unpinned", async () => {
  const { ctx } = federation;
  await federation.declare("veria");
  await pinProject(ctx, { slug: "veria", x: 12, y: -3 }, testAuthor("ada"));
  await unpinProject(ctx, { slug: "veria" }, testAuthor("ada"));
  await placeProjects(ctx);
  const [veria] = (await getGraph(ctx, {})).projects;
  expect([veria?.x, veria?.y]).not.toEqual([0, 0]);
  expect([veria?.x, veria?.y]).not.toEqual([12, -3]);
});
