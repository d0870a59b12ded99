import { afterEach, beforeEach, expect, test } from "bun:test";
import { projectsConfig } from "../../../contracts/config.ts";
import { getGraph } from "../graph/getGraph.ts";
import { getProject } from "../graph/getProject.ts";
import { createIngest } from "../ingest/ingestBatch.ts";
import { createRecordPulses } from "../liveness/pulses/recordPulses.ts";
import { hintOf, presenceOf } from "../testing/events.ts";
import { declarationOf, openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { applyDeclarations } from "./applyDeclarations.ts";
import { listProjects } from "./listProjects.ts";

let federation: TestFederation;

beforeEach(async () => {
  federation = await openTestFederation();
});
afterEach(() => federation.close());

const apply = (projects: object[], force = false) =>
  applyDeclarations(federation.ctx, { config: projectsConfig.parse({ projects }), force });
const shown = async () => (await listProjects(federation.ctx, {})).map(({ slug }) => slug);
const four = ["a", "b", "c", "d"].map(declarationOf);

test("declares projects as the file says them, and again without any change", async () => {
  const veria = { ...declarationOf("veria"), tags: ["finance"], domain: "Finance", allowFanout: ["audit.security"] };
  expect(await apply([veria])).toEqual({ declared: 1, archived: [], unknownEnds: [] });
  await apply([veria]);
  const [project] = await listProjects(federation.ctx, {});
  expect(project).toMatchObject({
    slug: "veria",
    name: "VERIA",
    origin: "declared",
    status: "offline",
    statusReason: "never seen",
    tags: ["finance"],
    domain: "Finance",
    allowFanout: ["audit.security"],
    lastSeenAt: null,
  });
  expect(project?.risk.total).toBeNull();
});

test("a project that is no longer declared is archived with its history, tells clients, and can come back", async () => {
  await apply(four);
  federation.notices.length = 0;
  expect((await apply(four.slice(1))).archived).toEqual(["a"]);
  expect(await shown()).toEqual(["b", "c", "d"]);
  expect((await getProject(federation.ctx, { slug: "a" })).project.origin).toBe("archived");
  expect(federation.notices).toContainEqual({ type: "projects", projects: [], removed: ["a"] });
  await apply(four);
  expect(await shown()).toEqual(["a", "b", "c", "d"]);
});

test("archiving more than 30 % at once is refused, with nothing changed, until it is forced", async () => {
  await apply(four);
  const attempt = apply(four.slice(2));
  await expect(attempt).rejects.toThrow("would archive 2 of 4 projects at once (a, b)");
  await expect(attempt).rejects.toMatchObject({ code: "conflict" });
  expect(await shown()).toEqual(["a", "b", "c", "d"]);
  await apply(four.slice(2), true);
  expect(await shown()).toEqual(["c", "d"]);
});

test("a discovered project becomes declared when the file names it", async () => {
  await createRecordPulses(federation.ctx)({ events: [presenceOf("veria", "2026-11-20T12:00:00Z")], rejected: [] });
  expect((await listProjects(federation.ctx, {}))[0]?.origin).toBe("discovered");
  await apply([declarationOf("veria")]);
  expect((await listProjects(federation.ctx, {}))[0]).toMatchObject({
    origin: "declared",
    name: "VERIA",
    status: "online",
  });
});

test("a project renamed within its namespace, and two that exchange theirs, keep one owner a namespace", async () => {
  await apply(four);
  await apply([{ ...declarationOf("renamed"), meshNs: "a.mesh" }, ...four.slice(1)]);
  expect((await getProject(federation.ctx, { slug: "renamed" })).project.meshNs).toBe("a.mesh");
  await apply(
    [{ ...declarationOf("b"), meshNs: "c.mesh" }, { ...declarationOf("c"), meshNs: "b.mesh" }, ...four.slice(3)],
    true,
  );
  const namespaces = (await listProjects(federation.ctx, {})).map(({ slug, meshNs }) => [slug, meshNs]);
  expect(namespaces).toEqual([
    ["b", "c.mesh"],
    ["c", "b.mesh"],
    ["d", "d.mesh"],
  ]);
});

test("declared integrations do not age, and go when the file no longer names them", async () => {
  const joined = {
    ...declarationOf("a"),
    integrations: [
      { to: "b", kind: "queue", strength: 0.6 },
      { to: "zz", kind: "api" },
    ],
  };
  expect((await apply([joined, ...four.slice(1)])).unknownEnds).toEqual(["a -> zz"]);
  federation.setNow("2028-01-01T00:00:00Z");
  expect((await getGraph(federation.ctx, {})).edges).toMatchObject([
    { from: "a", to: "b", kind: "queue", strength: 0.6, standing: "declared", dormant: false },
  ]);
  await apply(four);
  expect((await getGraph(federation.ctx, {})).edges).toEqual([]);
});

test("what a hub told of a project before it was declared is taken in once it is", async () => {
  await federation.declare("veria");
  const ingest = createIngest(federation.ctx);
  const epoch = "019aa000-0000-7000-8000-000000000001";
  const hint = hintOf("veria", "rollizr", "veria", 0.8, { key: "k" }, { epoch, seq: 1, streamSeq: 1 });
  const other = hintOf("veria", "nowhere", "veria", 0.8, { key: "k" }, { epoch, seq: 2, streamSeq: 2 });
  await ingest({ events: [hint, other], rejected: [] });
  const { prisma } = federation.ctx.db;
  const reasons = async () => (await prisma.quarantinedEvent.findMany()).map(({ reason }) => reason).sort();
  expect(await reasons()).toEqual(["unknown end nowhere", "unknown end rollizr"]);
  // They have come, so nobody has to tell them again.
  expect(await prisma.$queryRaw`select seen::text from "EventCursor"`).toEqual([{ seen: "{[1,3)}" }]);
  await federation.declare("veria", "rollizr");
  expect(await reasons()).toEqual(["unknown end nowhere"]);
  expect(await prisma.integrationEvidence.findMany()).toMatchObject([
    { reporter: "veria", proofKey: "k", weight: 0.8 },
  ]);
});
