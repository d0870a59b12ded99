import { afterEach, beforeEach, expect, test } from "bun:test";
import { listProjects } from "../catalog/listProjects.ts";
import { createRecordPulses } from "../liveness/pulses/recordPulses.ts";
import { holdStatuses, sweepLiveness } from "../liveness/sweepLiveness.ts";
import { Partitions } from "../metrics/partitions.ts";
import { presenceOf } from "../testing/events.ts";
import { openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { evaluateAlerts } from "./evaluate.ts";
import { listAlerts } from "./listAlerts.ts";

const start = "2026-11-20T12:00:00.000Z";
const after = (minutes: number) => new Date(Date.parse(start) + minutes * 60_000).toISOString();

let federation: TestFederation;

beforeEach(async () => {
  federation = await openTestFederation({ now: start });
  await federation.declare("veria");
  await createRecordPulses(federation.ctx)({ events: [presenceOf("veria", start)], rejected: [] });
});
afterEach(() => federation.close());

async function at(minutes: number, heard = false) {
  federation.setNow(after(minutes));
  const { ctx } = federation;
  if (heard) await createRecordPulses(ctx)({ events: [presenceOf("veria", after(minutes))], rejected: [] });
  await sweepLiveness(ctx, new Partitions(ctx.db.pool));
  return await evaluateAlerts(ctx);
}
const alerts = async () =>
  (await listAlerts(federation.ctx, {})).map(({ status, rule, project }) => [rule, project, status]);

test("an offline project raises one alert after 10 minutes, which its return resolves and a relapse reopens", async () => {
  await at(2);
  expect(await alerts()).toEqual([]);
  await at(12);
  expect(await alerts()).toEqual([]);
  const raised = await at(12.001);
  expect(raised.projects).toEqual([await federation.idOf("veria")]);
  await at(13);
  expect(await alerts()).toEqual([["offline", "veria", "open"]]);
  expect((await listProjects(federation.ctx, {}))[0]?.openAlerts).toBe(1);

  await at(14, true);
  expect(await alerts()).toEqual([["offline", "veria", "resolved"]]);
  await at(16);
  const reopened = await at(26.5);
  expect(reopened.alerts).toHaveLength(1);
  expect(await alerts()).toEqual([["offline", "veria", "open"]]);

  await at(30, true);
  await at(32);
  await at(100);
  expect(await alerts()).toEqual([
    ["offline", "veria", "open"],
    ["offline", "veria", "resolved"],
  ]);
});

test("while the Meta Hub hears nothing, no alert is raised", async () => {
  federation.setNow(after(1));
  await holdStatuses(federation.ctx);
  federation.setNow(after(60));
  await evaluateAlerts(federation.ctx);
  expect(await alerts()).toEqual([]);
});
