import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { TRPCClientError } from "@trpc/client";
import {
  actionCatalogRow,
  actionPlan,
  actionRun,
  auditLogCheck,
  exportedRun,
  runRow,
} from "../../../../contracts/actions.ts";
import { createFederationClient, type FederationClient } from "../../../../contracts/client.ts";
import { startTestMetaApp, type TestMetaApp } from "../../../../scripts/testing/metaApp.ts";

const action = "fed.audit.security.sweep";
const all = { all: true } as const;

let hub: TestMetaApp;
let operator: FederationClient;
let viewer: FederationClient;
beforeAll(async () => {
  hub = await startTestMetaApp();
  operator = createFederationClient({ url: hub.origin, apiKey: hub.keys.operator });
  viewer = createFederationClient({ url: hub.origin, apiKey: hub.keys.viewer });
  await hub.ctx.db.pool.query(`update "ProjectCatalog" set "allowFanout" = '{audit.security}' where slug = 'veria'`);
});
afterAll(() => hub.stop());

const start = async () => {
  const { planHash } = await operator.actions.plan.query({ action, select: all });
  return operator.actions.start.mutate({ action, select: all, planHash, idempotencyKey: crypto.randomUUID() });
};
const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => "answered",
    (thrown) => (thrown instanceof TRPCClientError ? thrown.data : thrown),
  );

describe("an operator", () => {
  test("plans, starts, follows, exports and cancels a run, each answer as its contract says", async () => {
    const catalog = actionCatalogRow
      .strict()
      .array()
      .parse(await operator.actions.catalog.query());
    expect(catalog.map((row) => row.permission)).toEqual(["audit.security", "graph.refresh"]);
    const plan = actionPlan.parse(await operator.actions.plan.query({ action, select: all }));
    expect(plan.targets.map(({ slug, decision }) => [slug, decision])).toEqual([
      ["performia", "refused"],
      ["veria", "offline"],
    ]);
    const { runId } = await start();
    const run = actionRun.parse(await operator.actions.run.query({ runId }));
    expect(run).toMatchObject({
      startedBy: "test operator",
      planHash: plan.planHash,
      counts: { planned: 1, refused: 1 },
    });
    expect(runRow.array().parse(await operator.actions.runs.query())).toMatchObject([{ id: runId, state: "running" }]);
    expect(await operator.actions.runs.query({ action: "fed.refresh.summaries" })).toEqual([]);
    expect(await operator.actions.cancel.mutate({ runId })).toEqual({ runId });
    const { auditLog } = exportedRun.parse(await operator.actions.export.query({ runId }));
    expect(auditLog.map(({ verb, actor, address }) => [verb, actor, address])).toEqual([
      ["action.start", "test operator", "127.0.0.1"],
      ["action.cancel", "test operator", "127.0.0.1"],
    ]);
    expect(auditLogCheck.parse(await operator.actions.checkLog.query())).toMatchObject({ ok: true, entries: 2 });
  });

  test("is told by the live stream of a run that begins", async () => {
    const told = Promise.withResolvers<unknown>();
    const connected = Promise.withResolvers<void>();
    const subscription = operator.live.changes.subscribe(undefined, {
      onConnectionStateChange: ({ state }) => state === "pending" && connected.resolve(),
      onData: ({ data }) => data.type === "run" && told.resolve(data.run.id),
    });
    await connected.promise;
    const { runId } = await start();
    expect(await told.promise).toBe(runId);
    subscription.unsubscribe();
  });

  test("is told what is wrong with an input, by the code and the field", async () => {
    const planHash = `${"a".repeat(43)}.r`;
    const good = { action, select: all, planHash, idempotencyKey: "12345678" } as const;
    const wrong: [object, string][] = [
      [{ planHash: "abc" }, "planHash"],
      [{ idempotencyKey: "short" }, "idempotencyKey"],
      [{ canary: 0 }, "canary"],
      [{ maxFailures: -1 }, "maxFailures"],
      [{ action: "fed.delete.everything" }, "action"],
      [{ select: { all: true, slugs: ["veria"] } }, "select"],
    ];
    for (const [changes, field] of wrong) {
      const failure = await failureOf(operator.actions.start.mutate({ ...good, ...changes }));
      expect(failure).toMatchObject({ code: "invalid_input", field });
    }
    expect(await failureOf(operator.actions.start.mutate({ ...good, ...{ force: true } }))).toMatchObject({
      code: "invalid_input",
    });
    expect(await failureOf(operator.actions.start.mutate(good))).toMatchObject({ code: "conflict" });
    const runId = crypto.randomUUID();
    const failures = await Promise.all(
      [
        operator.actions.run.query({ runId }),
        operator.actions.cancel.mutate({ runId }),
        operator.actions.retry.mutate({ runId, idempotencyKey: "12345678" }),
        operator.actions.export.query({ runId }),
      ].map(failureOf),
    );
    expect(failures.map(({ code }) => code)).toEqual(Array(4).fill("not_found"));
  });
});

describe("a viewer", () => {
  test("sees runs and what one would do, and can neither start, retry nor cancel one", async () => {
    const { runId } = await start();
    const { planHash } = await viewer.actions.plan.query({ action, select: all });
    const idempotencyKey = crypto.randomUUID();
    const failures = await Promise.all(
      [
        viewer.actions.start.mutate({ action, select: all, planHash, idempotencyKey }),
        viewer.actions.retry.mutate({ runId, idempotencyKey }),
        viewer.actions.cancel.mutate({ runId }),
      ].map(failureOf),
    );
    expect(failures.map(({ code }) => code)).toEqual(Array(3).fill("forbidden"));
    expect(await viewer.actions.run.query({ runId })).toMatchObject({ state: "running" });
    expect((await viewer.actions.runs.query({ limit: 1 }))[0]?.id).toBe(runId);
    expect((await viewer.actions.catalog.query()).length).toBe(2);
  });
});
