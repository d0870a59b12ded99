import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { listProjects } from "../catalog/listProjects.ts";
import { getGraph } from "../integrations/getGraph.ts";
import { openTestFederation, type TestFederation, testAuthor } from "../testing/openTestFederation.ts";
import { evaluateAlerts } from "./evaluate.ts";
import { listAlerts } from "./listAlerts.ts";
import { listSilences } from "./listSilences.ts";
import { silenceAlerts } from "./silence.ts";
import { unsilenceAlerts } from "./unsilence.ts";

const start = Date.parse("2026-11-20T12:00:00.000Z");
const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString();
const by = testAuthor("dana");

let federation: TestFederation;

beforeEach(async () => {
  federation = await openTestFederation({ now: at(0) });
  await federation.declare("veria", "performia");
  await federation.ctx.db.pool.query(`update "ProjectCatalog" set status = 'online'`);
});
afterEach(() => federation.close());

const skew = (slug: string, seconds: number | null) =>
  federation.ctx.db.pool.query('update "ProjectCatalog" set "clockSkewSeconds" = $2 where slug = $1', [slug, seconds]);
const look = (minutes: number) => {
  federation.setNow(at(minutes));
  return evaluateAlerts(federation.ctx);
};
const alerts = () => listAlerts(federation.ctx, {});
const only = async () => (await alerts())[0];

describe("a silence", () => {
  const silence = (change: object, minutes = 60) =>
    silenceAlerts(federation.ctx, { silence: { reason: "maintenance", endsAt: at(minutes), ...change }, by });

  test("marks what is open, and what is raised while it holds; both are unmarked when it ends", async () => {
    await skew("veria", 90);
    await look(0);
    await silence({ rule: "clock-skew" });
    expect(await only()).toMatchObject({ status: "open", silenced: true });
    expect(federation.notices.at(-1)).toMatchObject({ type: "alerts", alerts: [{ silenced: true }] });
    await skew("performia", 90);
    await look(1);
    expect((await alerts()).map(({ silenced }) => silenced)).toEqual([true, true]);
    await look(59.999);
    expect((await alerts()).map(({ silenced }) => silenced)).toEqual([true, true]);
    await look(60);
    expect((await alerts()).map(({ silenced }) => silenced)).toEqual([false, false]);
  });

  test("takes what it mutes out of the number of open alerts of a project, then as now", async () => {
    await skew("veria", 90);
    await look(0);
    const count = async () => (await listProjects(federation.ctx, {})).map(({ openAlerts }) => openAlerts);
    const countAt = async (minutes: number) => {
      const { projects } = await getGraph(federation.ctx, { at: new Date(at(minutes)) });
      return projects.map(({ openAlerts }) => openAlerts);
    };
    expect(await count()).toEqual([0, 1]);
    federation.setNow(at(1));
    await silence({ rule: "clock-skew" }, 30);
    expect(await count()).toEqual([0, 0]);
    expect(federation.notices).toContainEqual(
      expect.objectContaining({ projects: [expect.objectContaining({ slug: "veria", openAlerts: 0 })] }),
    );
    await look(31);
    expect(await count()).toEqual([0, 1]);
    expect(await Promise.all([0.5, 2, 31].map(countAt))).toEqual([
      [0, 1],
      [0, 0],
      [0, 1],
    ]);
  });

  test("mutes only what every one of its matchers matches", async () => {
    await skew("veria", 90);
    await skew("performia", 90);
    await look(0);
    const silenced = async () => (await alerts()).flatMap((alert) => (alert.silenced ? [alert.project] : []));
    for (const miss of [{ severity: "critical" }, { project: "veria", rule: "flapping" }, { rule: "blind" }]) {
      await silence(miss);
      expect(await silenced()).toEqual([]);
    }
    await silence({ project: "veria", severity: "warning" });
    expect(await silenced()).toEqual(["veria"]);
  });

  test("ends before its time when somebody ends it; one that is over is not ended again", async () => {
    await skew("veria", 90);
    await look(0);
    const { id } = await silence({ project: "veria" });
    expect(await listSilences(federation.ctx, {})).toMatchObject([
      { id, project: "veria", author: by.name, active: true },
    ]);
    expect(await unsilenceAlerts(federation.ctx, { id, by: testAuthor("sam") })).toMatchObject({
      active: false,
      endedBy: "sam",
    });
    expect(await only()).toMatchObject({ silenced: false });
    expect(await unsilenceAlerts(federation.ctx, { id, by })).toMatchObject({ endedBy: "sam" });
    expect(await listSilences(federation.ctx, {})).toEqual([]);
    expect(await listSilences(federation.ctx, { ended: true })).toMatchObject([{ id, active: false }]);
  });

  test("needs a matcher, a reason, a known project, and an end within 30 days", async () => {
    expect(silence({})).rejects.toThrow("name a project, a rule or a severity");
    expect(silence({ rule: "blind", reason: " " })).rejects.toThrow("say why");
    expect(silence({ project: "nobody" })).rejects.toMatchObject({ code: "not_found", field: "project" });
    expect(silence({ rule: "blind" }, 0)).rejects.toMatchObject({ code: "invalid_input", field: "endsAt" });
    expect(silence({ rule: "blind" }, 30 * 1440 + 0.001)).rejects.toMatchObject({ field: "endsAt" });
    expect(await silence({ rule: "blind" }, 30 * 1440)).toMatchObject({ active: true });
    expect(unsilenceAlerts(federation.ctx, { id: crypto.randomUUID(), by })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
