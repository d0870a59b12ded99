import { afterEach, beforeEach, expect, test } from "bun:test";
import { getProject } from "../graph/getProject.ts";
import { createRecordPulses } from "../liveness/pulses/recordPulses.ts";
import { presenceOf } from "../testing/events.ts";
import { openTestFederation, type TestFederation, testAuthor } from "../testing/openTestFederation.ts";
import { admitProject } from "./admitProject.ts";
import { archiveProject } from "./archiveProject.ts";
import { listProjects } from "./listProjects.ts";
import { listStatusHistory } from "./listStatusHistory.ts";

const start = "2026-11-20T12:00:00.000Z";
const hubUrl = "http://10.0.0.7:5401";
const admin = testAuthor("an admin");
let federation: TestFederation;

beforeEach(async () => {
  federation = await openTestFederation({ now: start });
  await federation.declare("veria");
  await hear("newcomer", start);
});
afterEach(() => federation.close());

const hear = (slug: string, at: string) =>
  createRecordPulses(federation.ctx)({
    events: [presenceOf(slug, at, `${slug}-1`, "http://evil.example")],
    rejected: [],
  });
const row = async (slug: string) => (await getProject(federation.ctx, { slug })).project;

test("a discovered project is admitted at the address an admin gives, which its hub can no longer move", async () => {
  const admitted = await admitProject(
    federation.ctx,
    { slug: "newcomer", hubUrl, allowFanout: ["graph.refresh"] },
    admin,
  );
  expect(admitted).toMatchObject({ origin: "declared", hubUrl, allowFanout: ["graph.refresh"], status: "online" });
  await hear("newcomer", "2026-11-20T12:00:30.000Z");
  expect((await row("newcomer")).hubUrl).toBe(hubUrl);
});

test("projects.yaml leaves an admitted project alone until it names it, and from then on decides", async () => {
  await admitProject(federation.ctx, { slug: "newcomer", hubUrl }, admin);
  await federation.declare("veria");
  expect((await row("newcomer")).origin).toBe("declared");
  await federation.declare("veria", "newcomer");
  await federation.declare("veria");
  expect((await row("newcomer")).origin).toBe("archived");
});

test("an archived project is off the map, stays so while its hub speaks, and may be admitted again", async () => {
  await archiveProject(federation.ctx, { slug: "newcomer" }, admin);
  await archiveProject(federation.ctx, { slug: "newcomer" }, admin);
  federation.setNow("2026-11-20T12:01:00.000Z");
  await hear("newcomer", "2026-11-20T12:01:00.000Z");
  expect((await listProjects(federation.ctx, {})).map(({ slug }) => slug)).toEqual(["veria"]);
  await admitProject(federation.ctx, { slug: "newcomer", hubUrl }, admin);
  const history = await listStatusHistory(federation.ctx, { slug: "newcomer" });
  expect(history.map(({ origin }) => origin)).toEqual(["archived", "declared"]);
  const { rows: said } = await federation.ctx.db.pool.query('select actor, verb, subject from "AuditLog" order by id');
  expect(said).toEqual([
    { actor: "an admin", verb: "project.archive", subject: "newcomer" },
    { actor: "an admin", verb: "project.admit", subject: "newcomer" },
  ]);
});

test("what cannot be is refused, with the reason", async () => {
  await expect(admitProject(federation.ctx, { slug: "veria", hubUrl }, admin)).rejects.toMatchObject({
    code: "conflict",
  });
  await expect(admitProject(federation.ctx, { slug: "nobody", hubUrl }, admin)).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(archiveProject(federation.ctx, { slug: "veria" }, admin)).rejects.toThrow("Remove it there");
  await expect(archiveProject(federation.ctx, { slug: "nobody" }, admin)).rejects.toMatchObject({ code: "not_found" });
});
