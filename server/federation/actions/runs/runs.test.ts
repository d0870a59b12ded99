import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { type ActionSelection, projectRun, type StartInput } from "../../../../contracts/actions.ts";
import { projectsConfig } from "../../../../contracts/config.ts";
import { createLog } from "../../../platform/log.ts";
import { checkAuditLog } from "../../auditLog/check.ts";
import { applyDeclarations } from "../../catalog/applyDeclarations.ts";
import { declarationOf, openTestFederation, type TestFederation } from "../../testing/openTestFederation.ts";
import { planRun } from "../plan/planRun.ts";
import { cancelRun } from "./cancelRun.ts";
import { exportRun } from "./exportRun.ts";
import { getRun } from "./getRun.ts";
import { listProjectRuns } from "./listProjectRuns.ts";
import { listRuns } from "./listRuns.ts";
import { retryRun } from "./retryRun.ts";
import { settleRuns } from "./settleRuns.ts";
import { startRun } from "./startRun.ts";

const action = "fed.audit.security.sweep";
const all: ActionSelection = { all: true };
const ada = { name: "ada", address: "192.0.2.1", requestId: "r-1" };

let federation: TestFederation;
let keys = 0;
const newKey = () => `key-${String(++keys).padStart(6, "0")}`;

/** Three declared projects: two allow the sweep, one of those is offline; the third does not allow it. */
async function declare(): Promise<void> {
  const allowing = (slug: string, allowFanout: string[]) => ({ ...declarationOf(slug), allowFanout });
  await applyDeclarations(federation.ctx, {
    config: projectsConfig.parse({
      projects: [
        allowing("veria", ["audit.security", "graph.refresh"]),
        allowing("rollizr", ["audit.security"]),
        allowing("performia", ["graph.refresh"]),
      ],
    }),
    force: true,
  });
  await federation.ctx.db.pool.query(
    `update "ProjectCatalog" set status = case when slug = 'rollizr' then 'offline' else 'online' end`,
  );
}

async function start(changes: Partial<StartInput> = {}, starter = ada) {
  const { planHash } = await planRun(federation.ctx, { action, select: changes.select ?? all });
  const input = { action, select: all, planHash, idempotencyKey: newKey(), ...changes } as const;
  return startRun(federation.ctx, input, starter);
}

/** Moves targets as receipts would. */
const setState = (runId: string, state: string) =>
  federation.ctx.db.pool.query(
    `update "ActionTarget" set state = $2, attempts = 1 where "runId" = $1 and state <> 'refused'`,
    [runId, state],
  );
const countOf = async (table: "ActionRun" | "ActionTarget" | "AuditLog") =>
  (await federation.ctx.db.pool.query(`select count(*)::int as count from "${table}"`)).rows[0].count;
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => "answered",
    (thrown) => thrown.code,
  );

beforeAll(async () => {
  federation = await openTestFederation();
});
afterAll(() => federation.close());
beforeEach(async () => {
  const { pool } = federation.ctx.db;
  await pool.query('alter table "AuditLog" disable trigger user');
  await pool.query('truncate "AuditLog", "ActionTarget", "ActionRun", "ProjectManifest"');
  await pool.query('alter table "AuditLog" enable trigger user');
  federation.setNow("2026-11-20T12:00:00.000Z");
  await declare();
  federation.notices.length = 0;
});

describe("a plan", () => {
  test("says of each project whether it runs, is refused and why, or is tried until when; and writes nothing", async () => {
    const plan = await planRun(federation.ctx, { action, select: all });
    expect(plan.targets).toEqual([
      { slug: "performia", decision: "refused", reason: "audit.security is not in its allowFanout in projects.yaml." },
      {
        slug: "rollizr",
        decision: "offline",
        reason: "Offline: never seen. It will be tried until 2026-11-20T13:00:00.000Z.",
      },
      { slug: "veria", decision: "run" },
    ]);
    expect([await countOf("ActionRun"), await countOf("ActionTarget"), await countOf("AuditLog")]).toEqual([0, 0, 0]);
  });

  test("covers what is selected: by name, by filter, and nothing unknown", async () => {
    const slugs = async (select: ActionSelection) =>
      (await planRun(federation.ctx, { action, select })).targets.map(({ slug }) => slug);
    expect(await slugs({ slugs: ["veria", "veria"] })).toEqual(["veria"]);
    expect(await slugs({ filter: { status: "offline" } })).toEqual(["rollizr"]);
    expect(await codeOf(slugs({ slugs: ["veria", "nobody"] }))).toBe("not_found");
  });

  test("heeds the instance's own allowlist, where its manifest says one", async () => {
    const manifest = { project: "veria", tools: [], endpoints: {}, events: [], version: "1", allowFanout: [] };
    await federation.ctx.db.prisma.projectManifest.create({
      data: { projectId: await federation.idOf("veria"), manifest, readAt: new Date() },
    });
    const { targets } = await planRun(federation.ctx, { action, select: { slugs: ["veria"] } });
    expect(targets[0]).toMatchObject({ decision: "refused", reason: expect.stringContaining("hub.yaml") });
  });
});

describe("a start", () => {
  test("stores the run, a target for each project, refused ones too, and who did it, and tells the clients", async () => {
    const { runId } = await start();
    const run = await getRun(federation.ctx, { runId });
    expect(run).toMatchObject({ action, state: "running", startedBy: "ada", counts: { planned: 2, refused: 1 } });
    expect(run.targets.map(({ slug, state, attempts }) => [slug, state, attempts])).toEqual([
      ["performia", "refused", 0],
      ["rollizr", "planned", 0],
      ["veria", "planned", 0],
    ]);
    expect(federation.notices).toMatchObject([{ type: "run", run: { id: runId, state: "running" } }]);
    const { auditLog } = await exportRun(federation.ctx, { runId });
    expect(auditLog).toMatchObject([
      {
        id: 1,
        actor: "ada",
        address: "192.0.2.1",
        verb: "action.start",
        details: { planHash: run.planHash, requestId: "r-1", select: all },
      },
    ]);
    expect(await listRuns(federation.ctx, { limit: 10 })).toMatchObject([{ id: runId }]);
  });

  test("is on exactly one page of the runs, also where several began in the same millisecond", async () => {
    for (let time = 0; time < 5; time++) await start();
    const all = (await listRuns(federation.ctx, { limit: 200 })).map(({ id }) => id);
    const pages: string[] = [];
    for (let before: string | undefined; pages.length < 5; before = pages.at(-1)) {
      const page = await listRuns(federation.ctx, { limit: 2, ...(before === undefined ? {} : { before }) });
      expect(page.length).toBeGreaterThan(0);
      pages.push(...page.map(({ id }) => id));
    }
    expect(pages).toEqual(all);
    expect(await listRuns(federation.ctx, { limit: 2, before: pages.at(-1) })).toEqual([]);
    expect(await listRuns(federation.ctx, { limit: 2, before: Bun.randomUUIDv7() })).toEqual([]);
  });

  test("with the same key is the same run, ten times at once too", async () => {
    const { planHash } = await planRun(federation.ctx, { action, select: all });
    const input: StartInput = { action, select: all, planHash, idempotencyKey: newKey() };
    const runs = await Promise.all(Array.from({ length: 10 }, () => startRun(federation.ctx, input, ada)));
    expect(new Set(runs.map(({ runId }) => runId)).size).toBe(1);
    // Also when the plan would be another one by now: it was carried out already.
    await federation.ctx.db.pool.query(`update "ProjectCatalog" set "allowFanout" = '{}'`);
    expect(await startRun(federation.ctx, input, ada)).toEqual({ runId: runs[0]?.runId ?? "" });
    expect([await countOf("ActionRun"), await countOf("AuditLog")]).toEqual([1, 1]);
  });

  test("is logged only when it is stored", async () => {
    const logged: string[] = [];
    const log = createLog("info", {}, (line) => logged.push(JSON.parse(line).event));
    const { planHash } = await planRun(federation.ctx, { action, select: all });
    const { pool } = federation.ctx.db;
    const deferred = 'create constraint trigger refuse after insert on "ActionRun" initially deferred for each row';
    await pool.query("create function refuse() returns trigger language plpgsql as 'begin raise ''no''; end'");
    await pool.query(`${deferred} execute function refuse()`);
    const input = { action, select: all, planHash, idempotencyKey: newKey() } as const;
    await expect(startRun({ ...federation.ctx, log }, input, ada)).rejects.toThrow("no");
    expect(logged).toEqual([]);
    await pool.query("drop function refuse cascade");
    await startRun({ ...federation.ctx, log }, input, ada);
    expect(logged).toEqual(["action.started"]);
  });

  test("with a key that was somebody else's, or another plan's, is refused", async () => {
    const idempotencyKey = newKey();
    await start({ idempotencyKey });
    expect(await codeOf(start({ idempotencyKey }, { ...ada, name: "bob" }))).toBe("conflict");
    expect(await codeOf(start({ idempotencyKey, select: { slugs: ["veria"] } }))).toBe("conflict");
    expect(await countOf("ActionRun")).toBe(1);
  });

  test("of a plan that has changed is refused with the difference, and stores nothing", async () => {
    const { planHash } = await planRun(federation.ctx, { action, select: all });
    await federation.ctx.db.pool.query(`update "ProjectCatalog" set status = 'online' where slug = 'rollizr'`);
    await expect(start({ planHash })).rejects.toMatchObject({
      code: "conflict",
      message: "The plan has changed since it was shown. Now rollizr runs.",
    });
    expect(await codeOf(start({ planHash }))).toBe("conflict");
    expect([await countOf("ActionRun"), await countOf("AuditLog")]).toEqual([0, 0]);
  });

  test("of a plan in which nothing would run is refused", async () => {
    expect(await codeOf(start({ select: { slugs: ["performia"] } }))).toBe("invalid_input");
  });

  test("is refused to whoever has started six runs within a minute, and to nobody else", async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => codeOf(start())));
    expect(outcomes.toSorted()).toEqual([...Array(6).fill("answered"), "rate_limited", "rate_limited"]);
    expect(await codeOf(start({}, { ...ada, name: "bob" }))).toBe("answered");
    federation.setNow("2026-11-20T12:01:00.001Z");
    expect(await codeOf(start())).toBe("answered");
  });
});

test("the runs of a project are those it was asked in, newest first, each with how it went there", async () => {
  const first = await start();
  await setState(first.runId, "completed");
  federation.setNow("2026-11-20T12:10:00.000Z");
  const second = await start({ select: { slugs: ["veria"] } });
  const of = async (slug: string, from?: string) => {
    const rows = await listProjectRuns(federation.ctx, { project: slug, ...(from && { from }) });
    return projectRun
      .array()
      .parse(rows)
      .map(({ run, target }) => [run.id, target.slug, target.state]);
  };
  expect(await of("veria")).toEqual([
    [second.runId, "veria", "planned"],
    [first.runId, "veria", "completed"],
  ]);
  expect(await of("veria", "2026-11-20T12:05:00.000Z")).toHaveLength(1);
  expect(await of("performia")).toEqual([[first.runId, "performia", "refused"]]);
  expect(await of("nobody")).toEqual([]);
});

describe("a cancelled run", () => {
  test("tries no target any more that was not answered, and is over when the others are", async () => {
    const { runId } = await start();
    await federation.ctx.db.pool.query(`update "ActionTarget" set state = 'started' where "projectId" = $1`, [
      await federation.idOf("veria"),
    ]);
    await cancelRun(federation.ctx, { runId }, ada);
    await cancelRun(federation.ctx, { runId }, ada);
    await settleRuns(federation.ctx);
    expect(await getRun(federation.ctx, { runId })).toMatchObject({
      state: "running",
      targets: [{ state: "refused" }, { state: "cancelled" }, { state: "started" }],
    });
    await federation.ctx.db.pool.query(`update "ActionTarget" set state = 'completed' where state = 'started'`);
    await settleRuns(federation.ctx);
    expect(await getRun(federation.ctx, { runId })).toMatchObject({ state: "cancelled", reason: "Cancelled by ada." });
    expect(await codeOf(cancelRun(federation.ctx, { runId: crypto.randomUUID() }, ada))).toBe("not_found");
    const verbs = (await exportRun(federation.ctx, { runId })).auditLog.map(({ verb }) => verb);
    expect(verbs).toEqual(["action.start", "action.cancel"]);
  });

  test("that has ended cannot be cancelled", async () => {
    const { runId } = await start();
    await setState(runId, "completed");
    await settleRuns(federation.ctx);
    expect(await codeOf(cancelRun(federation.ctx, { runId }, ada))).toBe("conflict");
  });
});

describe("a retry", () => {
  test("tries what failed or expired, with new actions, decided anew", async () => {
    const { runId } = await start();
    expect(await codeOf(retryRun(federation.ctx, { runId, idempotencyKey: newKey() }, ada))).toBe("conflict");
    await setState(runId, "failed");
    await settleRuns(federation.ctx);
    await federation.ctx.db.pool.query(`update "ProjectCatalog" set "allowFanout" = '{}' where slug = 'rollizr'`);
    const input = { runId, idempotencyKey: newKey() };
    const retried = await retryRun(federation.ctx, input, ada);
    expect(await retryRun(federation.ctx, input, ada)).toEqual(retried);
    const [before, after] = [await getRun(federation.ctx, { runId }), await getRun(federation.ctx, retried)];
    expect(before).toMatchObject({ state: "failed", reason: "2 failed." });
    expect(after).toMatchObject({
      retryOf: runId,
      targets: [
        { slug: "rollizr", state: "refused" },
        { slug: "veria", state: "planned" },
      ],
    });
    expect(after.targets[1]?.actionId).not.toBe(before.targets[2]?.actionId);
  });

  test("of a run in which all went well is refused", async () => {
    const { runId } = await start();
    await setState(runId, "completed");
    await settleRuns(federation.ctx);
    expect(await codeOf(retryRun(federation.ctx, { runId, idempotencyKey: newKey() }, ada))).toBe("conflict");
  });
});

describe("the audit log", () => {
  /** What only somebody with the database in hand can do. */
  async function tamper(statement: string): Promise<void> {
    await federation.ctx.db.pool.query('alter table "AuditLog" disable trigger user');
    await federation.ctx.db.pool.query(statement);
    await federation.ctx.db.pool.query('alter table "AuditLog" enable trigger user');
  }
  const startThree = async () => {
    for (let index = 0; index < 3; index++) await start();
  };

  test("that nobody touched is whole, also when many wrote at once", async () => {
    expect(await checkAuditLog(federation.ctx)).toMatchObject({ ok: true, entries: 0 });
    await Promise.all(["a", "b", "c", "d", "e"].map((name) => start({}, { ...ada, name })));
    expect(await checkAuditLog(federation.ctx)).toEqual({
      ok: true,
      entries: 5,
      head: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  const tamperings: [string, string, number | null, RegExp][] = [
    ["an entry that was changed", `update "AuditLog" set actor = 'bob' where id = 2`, 2, /was changed/],
    [
      "a time that was changed by a millisecond",
      `update "AuditLog" set at = at + interval '1 ms' where id = 1`,
      1,
      /changed/,
    ],
    ["an address that was changed", `update "AuditLog" set address = '192.0.2.2' where id = 2`, 2, /was changed/],
    ["an address that was taken away", 'update "AuditLog" set address = null where id = 1', 1, /was changed/],
    ["an entry that was taken out", 'delete from "AuditLog" where id = 2', 3, /entry 2 is missing/],
    ["the first entry taken away", 'delete from "AuditLog" where id = 1', 2, /entry 1 is missing/],
    ["the end cut off", 'delete from "AuditLog" where id = 3', null, /has no entry/],
    ["a forged hash", `update "AuditLog" set hash = sha256('x') where id = 3`, 3, /was changed/],
    [
      "another chain put in its place",
      `update "AuditLog" set "prevHash" = sha256('x') where id = 2`,
      2,
      /does not continue/,
    ],
  ];
  test.each(tamperings)("shows %s", async (_name, statement, entry, reason) => {
    await startThree();
    await tamper(statement);
    expect(await checkAuditLog(federation.ctx)).toMatchObject({
      ok: false,
      entry,
      reason: expect.stringMatching(reason),
    });
  });

  test("can be neither changed nor emptied by ordinary means", async () => {
    await start();
    for (const statement of ['delete from "AuditLog"', `update "AuditLog" set actor = 'bob'`, 'truncate "AuditLog"']) {
      const refused = await federation.ctx.db.pool.query(statement).catch((thrown) => thrown);
      expect(refused).toMatchObject({ where: expect.stringContaining("audit_log_is_append_only") });
    }
    expect(await checkAuditLog(federation.ctx)).toMatchObject({ ok: true, entries: 1 });
  });
});
