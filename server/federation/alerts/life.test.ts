import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import fc from "fast-check";
import { openFederationDb } from "../../platform/db.ts";
import { testAuthor } from "../testing/openTestFederation.ts";
import { acknowledgeAlert } from "./acknowledge.ts";
import { evaluateAlerts } from "./evaluate.ts";
import { listAlerts } from "./listAlerts.ts";
import { resolveAlert } from "./resolve.ts";
import { silenceAlerts } from "./silence.ts";
import { type AlertDesk, at, openAlertDesk } from "./testing/openAlertDesk.ts";

const by = testAuthor("dana");

let desk: AlertDesk;
const skew: AlertDesk["skew"] = (slug, seconds) => desk.skew(slug, seconds);
const look = (minutes: number) => desk.look(minutes);
const alerts = () => desk.alerts();

beforeEach(async () => {
  desk = await openAlertDesk();
});
afterEach(() => desk.close());

const only = async () => {
  const rows = await alerts();
  const [row] = rows;
  if (row === undefined || rows.length > 1) throw new Error(`expected one alert, there are ${rows.length}`);
  return row;
};

describe("an alert", () => {
  beforeEach(async () => {
    await skew("veria", 90);
    await look(0);
  });

  test("is acknowledged by the first who does, and resolves by itself when its cause is gone", async () => {
    const { id } = await only();
    expect(await acknowledgeAlert(desk.ctx, { id, by })).toMatchObject({
      status: "acknowledged",
      acknowledgedBy: by.name,
    });
    expect(await acknowledgeAlert(desk.ctx, { id, by: testAuthor("sam") })).toMatchObject({
      acknowledgedBy: by.name,
    });
    await look(1);
    expect(await only()).toMatchObject({ status: "acknowledged", updatedAt: at(0) });
    await skew("veria", null);
    await look(2);
    expect(await only()).toMatchObject({
      status: "resolved",
      resolvedAt: at(2),
      resolvedBy: null,
      acknowledgedBy: by.name,
    });
    await expect(acknowledgeAlert(desk.ctx, { id, by })).rejects.toMatchObject({ code: "conflict" });
  });

  test("reopens as the same alert within 30 min of its end, unacknowledged; later its cause raises another", async () => {
    const { id } = await only();
    await acknowledgeAlert(desk.ctx, { id, by });
    await skew("veria", null);
    await look(1);
    await skew("veria", 90);
    await look(31);
    expect(await only()).toMatchObject({
      id,
      status: "open",
      resolvedAt: null,
      acknowledgedBy: null,
      createdAt: at(0),
    });
    await skew("veria", null);
    await look(32);
    await skew("veria", 90);
    await look(62.001);
    expect((await alerts()).map(({ status }) => status)).toEqual(["open", "resolved"]);
  });

  test("that somebody resolved stays so while its cause stands, and reopens when the cause comes back", async () => {
    const { id } = await only();
    expect(await resolveAlert(desk.ctx, { id, by })).toMatchObject({ status: "resolved", resolvedBy: by.name });
    await look(60);
    expect(await only()).toMatchObject({ status: "resolved" });
    await skew("veria", null);
    await look(61);
    await skew("veria", 90);
    await look(62);
    expect(await only()).toMatchObject({ id, status: "open", resolvedBy: null });
  });

  test("changes its words when the facts do, and clients are told with the project's row", async () => {
    await skew("veria", 7200);
    const changes = await look(1);
    const { id, description } = await only();
    expect(description).toContain("at least 2 h ahead");
    expect(changes).toMatchObject({ alerts: [id], projects: [await desk.idOf("veria")] });
    expect(await look(2)).toMatchObject({ alerts: [], projects: [] });
  });

  test("tells clients at once what was done by hand", async () => {
    const { id } = await only();
    desk.notices.length = 0;
    await acknowledgeAlert(desk.ctx, { id, by });
    await resolveAlert(desk.ctx, { id, by });
    await resolveAlert(desk.ctx, { id, by: testAuthor("sam") });
    const told = desk.notices.flatMap((notice) => (notice.type === "alerts" ? notice.alerts : []));
    expect(told.map(({ status }) => status)).toEqual(["acknowledged", "resolved"]);
  });

  test("that nobody knows is not found", async () => {
    const input = { id: crypto.randomUUID(), by };
    await expect(acknowledgeAlert(desk.ctx, input)).rejects.toMatchObject({ code: "not_found" });
    await expect(resolveAlert(desk.ctx, input)).rejects.toMatchObject({ code: "not_found" });
  });
});

test("a process that starts anew knows what the one before it raised", async () => {
  await skew("veria", 90);
  await look(0);
  const { id } = await only();
  const db = openFederationDb(desk.url, 2);
  desk.setNow(at(1));
  await evaluateAlerts({ ...desk.ctx, db });
  await db.close();
  expect(await only()).toMatchObject({ id, status: "open", updatedAt: at(0) });
});

test("replicas that look at the same moment raise one alert", async () => {
  const db = openFederationDb(desk.url, 4);
  const contexts = [desk.ctx, { ...desk.ctx, db }];
  for (let round = 0; round < 5; round++) {
    await skew("veria", round % 2 === 0 ? 90 : null);
    const changes = await Promise.all(
      Array.from({ length: 4 }, (_, index) => evaluateAlerts(contexts[index % 2] ?? desk.ctx)),
    );
    expect(changes.flatMap((change) => change.alerts)).toHaveLength(1);
  }
  await db.close();
  expect(await only()).toMatchObject({ status: "open" });
});

test("alerts come by page, newest first, and by status, severity and project", async () => {
  await skew("veria", 90);
  await look(0);
  await skew("performia", 90);
  await desk.ctx.db.pool.query(
    `update "FederationState" set "blindSince" = $1, "blindReason" = 'r', "blindCause" = 'mesh'`,
    [at(2)],
  );
  await look(1);
  await desk.ctx.db.pool.query(
    `update "FederationState" set "blindSince" = null, "blindReason" = null, "blindCause" = null`,
  );
  await look(2);
  const all = await alerts();
  expect(all.map(({ rule, project }) => [rule, project])).toEqual([
    ["clock-skew", "performia"],
    ["blind", null],
    ["clock-skew", "veria"],
  ]);
  const pages = [];
  for (let after: string | undefined; ; ) {
    const page = await listAlerts(desk.ctx, { limit: 2, ...(after === undefined ? {} : { after }) });
    pages.push(...page);
    after = page.at(-1)?.id;
    if (page.length < 2) break;
  }
  expect(pages).toEqual(all);
  const count = async (query: Parameters<typeof listAlerts>[1]) => (await listAlerts(desk.ctx, query)).length;
  expect([await count({ status: "resolved" }), await count({ status: ["open", "resolved"] })]).toEqual([1, 3]);
  expect([await count({ severity: "critical" }), await count({ project: "veria" })]).toEqual([1, 1]);
});

test("under any sequence of causes, hands, silences and minutes the stored alerts obey the life cycle", async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant("cause" as const), stands: fc.boolean() }),
    fc.record({ do: fc.constant("pass" as const), minutes: fc.constantFrom(1, 29, 31) }),
    fc.record({ do: fc.constantFrom("acknowledge" as const, "resolve" as const, "silence" as const) }),
  );
  let minutes = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const { ctx } = desk;
      await ctx.db.pool.query('truncate "EcosystemAlert", "AlertSilence"');
      await skew("veria", null);
      let dismissed = false;
      let stands = false;
      let silencedUntil = 0;
      for (const each of steps) {
        const [live] = await listAlerts(ctx, { status: ["open", "acknowledged"] });
        if (each.do === "cause") {
          stands = each.stands;
          await skew("veria", stands ? 90 : null);
        } else if (each.do === "pass") minutes += each.minutes;
        else if (each.do === "silence") {
          silencedUntil = minutes + 20;
          await silenceAlerts(ctx, { silence: { project: "veria", reason: "r", endsAt: at(silencedUntil) }, by });
        } else if (live !== undefined) {
          await (each.do === "resolve" ? resolveAlert : acknowledgeAlert)(ctx, { id: live.id, by });
          if (each.do === "resolve") dismissed = true;
        }
        await look(minutes);
        if (!stands) dismissed = false;
        const rows = await alerts();
        const lively = rows.filter(({ status }) => status !== "resolved");
        expect(lively.length).toBe(stands && !dismissed ? 1 : 0);
        for (const row of lively) expect(row.silenced).toBe(minutes < silencedUntil);
        for (const row of rows) expect(row.resolvedAt === null).toBe(row.status !== "resolved");
        if (live !== undefined && lively[0] !== undefined && each.do !== "cause") expect(lively[0].id).toBe(live.id);
      }
    }),
    { numRuns: 15 },
  );
}, 60_000);
