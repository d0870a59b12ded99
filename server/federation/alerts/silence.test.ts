import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { listProjects } from "../catalog/listProjects.ts";
import { getGraph } from "../graph/getGraph.ts";
import { testAuthor } from "../testing/openTestFederation.ts";
import { listSilences } from "./listSilences.ts";
import { silenceAlerts } from "./silence.ts";
import { type AlertDesk, at, openAlertDesk } from "./testing/openAlertDesk.ts";
import { unsilenceAlerts } from "./unsilence.ts";

const by = testAuthor("dana");

let desk: AlertDesk;
const skew: AlertDesk["skew"] = (slug, seconds) => desk.skew(slug, seconds);
const look = (minutes: number) => desk.look(minutes);
const alerts = () => desk.alerts();

beforeEach(async () => {
  desk = await openAlertDesk();
});
afterEach(() => desk.close());

const only = async () => (await alerts())[0];

describe("a silence", () => {
  const silence = (change: object, minutes = 60) =>
    silenceAlerts(desk.ctx, { silence: { reason: "maintenance", endsAt: at(minutes), ...change }, by });

  test("marks what is open, and what is raised while it holds; both are unmarked when it ends", async () => {
    await skew("veria", 90);
    await look(0);
    await silence({ rule: "clock-skew" });
    expect(await only()).toMatchObject({ status: "open", silenced: true });
    expect(desk.notices.at(-1)).toMatchObject({ type: "alerts", alerts: [{ silenced: true }] });
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
    const count = async () => (await listProjects(desk.ctx, {})).map(({ openAlerts }) => openAlerts);
    const countAt = async (minutes: number) => {
      const { projects } = await getGraph(desk.ctx, { at: new Date(at(minutes)) });
      return projects.map(({ openAlerts }) => openAlerts);
    };
    expect(await count()).toEqual([0, 1]);
    desk.setNow(at(1));
    await silence({ rule: "clock-skew" }, 30);
    expect(await count()).toEqual([0, 0]);
    expect(desk.notices).toContainEqual(
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
    expect(await listSilences(desk.ctx, {})).toMatchObject([{ id, project: "veria", author: by.name, active: true }]);
    expect(await unsilenceAlerts(desk.ctx, { id, by: testAuthor("sam") })).toMatchObject({
      active: false,
      endedBy: "sam",
    });
    expect(await only()).toMatchObject({ silenced: false });
    expect(await unsilenceAlerts(desk.ctx, { id, by })).toMatchObject({ endedBy: "sam" });
    expect(await listSilences(desk.ctx, {})).toEqual([]);
    expect(await listSilences(desk.ctx, { ended: true })).toMatchObject([{ id, active: false }]);
  });

  test("needs a matcher, a reason, a known project, and an end within 30 days", async () => {
    await expect(silence({})).rejects.toThrow("name a project, a rule or a severity");
    await expect(silence({ rule: "blind", reason: " " })).rejects.toThrow("say why");
    await expect(silence({ project: "nobody" })).rejects.toMatchObject({ code: "not_found", field: "project" });
    await expect(silence({ rule: "blind" }, 0)).rejects.toMatchObject({ code: "invalid_input", field: "endsAt" });
    await expect(silence({ rule: "blind" }, 30 * 1440 + 0.001)).rejects.toMatchObject({ field: "endsAt" });
    expect(await silence({ rule: "blind" }, 30 * 1440)).toMatchObject({ active: true });
    await expect(unsilenceAlerts(desk.ctx, { id: crypto.randomUUID(), by })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
