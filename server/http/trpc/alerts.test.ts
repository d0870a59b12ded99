import { afterAll, beforeAll, expect, test } from "bun:test";
import { TRPCClientError } from "@trpc/client";
import { auditLogRow } from "../../../contracts/actions.ts";
import { alertRow, silenceRow } from "../../../contracts/alerts.ts";
import type { ChangeNotice } from "../../../contracts/changes.ts";
import { createFederationClient, type FederationClient } from "../../../contracts/client.ts";
import { eventually } from "../../../scripts/testing/eventually.ts";
import { startTestMetaApp, type TestMetaApp } from "../../../scripts/testing/metaApp.ts";
import { evaluateAlerts } from "../../federation/alerts/evaluate.ts";

let hub: TestMetaApp;
let operator: FederationClient;
let viewer: FederationClient;

beforeAll(async () => {
  hub = await startTestMetaApp();
  operator = createFederationClient({ url: hub.origin, apiKey: hub.keys.operator });
  viewer = createFederationClient({ url: hub.origin, apiKey: hub.keys.viewer });
  await hub.ctx.db.pool.query(`update "ProjectCatalog" set "clockSkewSeconds" = 90, status = 'online'`);
  await evaluateAlerts(hub.ctx);
});
afterAll(() => hub.stop());

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => "answered",
    (thrown) => (thrown instanceof TRPCClientError ? thrown.data?.code : thrown),
  );
const later = () => new Date(Date.now() + 3_600_000).toISOString();

test("an operator acknowledges and resolves in their own name, and open pages are told", async () => {
  const notices: ChangeNotice[] = [];
  const live = viewer.live.changes.subscribe(undefined, { onData: ({ data }) => notices.push(data) });
  const [alert] = alertRow.array().parse(await viewer.alerts.list.query({ project: "veria", status: ["open"] }));
  const id = alert?.id ?? "";
  for (const _again of [1, 2]) {
    expect(await operator.alerts.acknowledge.mutate({ id })).toMatchObject({ acknowledgedBy: "test operator" });
  }
  const resolved = alertRow.parse(await operator.alerts.resolve.mutate({ id }));
  expect(resolved).toMatchObject({ status: "resolved", resolvedBy: "test operator" });
  await eventually(() => notices.some((notice) => notice.type === "alerts" && notice.alerts[0]?.status === "resolved"));
  live.unsubscribe();
});

test("an operator silences and unsilences", async () => {
  const made = await operator.alerts.silence.mutate({ project: "performia", reason: "maintenance", endsAt: later() });
  expect(silenceRow.parse(made)).toMatchObject({ author: "test operator", active: true });
  expect(await viewer.alerts.list.query({ project: "performia" })).toMatchObject([{ silenced: true }]);
  expect(await viewer.alerts.silences.query()).toMatchObject([{ id: made.id }]);
  await operator.alerts.unsilence.mutate({ id: made.id });
  expect(await viewer.alerts.list.query({ project: "performia" })).toMatchObject([{ silenced: false }]);
});

test("what was done to alerts is in the audit log once each, with who did it, to what, and from where", async () => {
  const log = auditLogRow.array().parse(await operator.actions.log.query());
  const [unsilenced, silenced, resolved, acknowledged] = log;
  expect(log.map(({ verb, actor, address }) => [verb, actor, address])).toEqual(
    ["unsilence", "silence", "resolve", "acknowledge"].map((verb) => [`alert.${verb}`, "test operator", "127.0.0.1"]),
  );
  expect(acknowledged).toMatchObject({ subject: resolved?.subject, details: { title: "Veria's clock is wrong" } });
  expect(silenced).toMatchObject({ subject: unsilenced?.subject, details: { project: "performia", rule: null } });
  expect(await operator.actions.checkLog.query()).toMatchObject({ ok: true, entries: 4 });
  const idsOf = (rows: readonly { id: number }[]) => rows.map(({ id }) => id);
  expect(idsOf(await operator.actions.log.query({ subject: resolved?.subject ?? "", limit: 1 }))).toEqual([2]);
  expect(idsOf(await operator.actions.log.query({ before: 2 }))).toEqual([1]);
});

test("a viewer may do none of these", async () => {
  const id = crypto.randomUUID();
  const { acknowledge, resolve, silence, unsilence } = viewer.alerts;
  const calls = [
    ...[acknowledge, resolve, unsilence].map((procedure) => procedure.mutate({ id })),
    silence.mutate({ rule: "offline", reason: "quiet", endsAt: later() }),
  ];
  expect(await Promise.all(calls.map(codeOf))).toEqual(["forbidden", "forbidden", "forbidden", "forbidden"]);
});

test("a silence of everything, without a reason, or of what does not exist is refused by name", async () => {
  const refused = async (silence: object) => {
    const body = JSON.stringify({ endsAt: later(), reason: "r", ...silence });
    const headers = { "content-type": "application/json" };
    const answer = await hub.ask("/trpc/alerts.silence", { as: "operator", method: "POST", body, headers });
    return [answer.status, (await answer.json()).error.data.field];
  };
  expect(await refused({})).toEqual([422, "project"]);
  expect(await refused({ rule: "offline", reason: " " })).toEqual([422, "reason"]);
  expect(await refused({ rule: "weather" })).toEqual([422, "rule"]);
  expect(await refused({ project: "nobody" })).toEqual([404, "project"]);
  expect(await refused({ rule: "offline", endsAt: "2020-01-01T00:00:00Z" })).toEqual([422, "endsAt"]);
});
