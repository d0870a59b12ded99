import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { Client } from "pg";
import { projectsConfig } from "../../contracts/config.ts";
import { eventSubject } from "../../contracts/subjects.ts";
import { createApiKey } from "../../server/federation/access/keys.ts";
import { planRun } from "../../server/federation/actions/plan/planRun.ts";
import { startRun } from "../../server/federation/actions/runs/startRun.ts";
import { evaluateAlerts } from "../../server/federation/alerts/evaluate.ts";
import { applyDeclarations } from "../../server/federation/catalog/applyDeclarations.ts";
import { createIngest } from "../../server/federation/ingest/ingestBatch.ts";
import { auditOf, deployOf, eventOf, graphOf, securityOf } from "../../server/federation/testing/events.ts";
import {
  declarationOf,
  openTestFederation,
  type TestFederation,
  testAuthor,
} from "../../server/federation/testing/openTestFederation.ts";
import { grantReader } from "./grantReader.ts";
import { columns, queries } from "./testing/dashboard.ts";

const from = "2026-11-19T12:00:00Z";
const to = "2026-11-20T12:30:00Z";
/** What Grafana makes of its macros before it asks. */
const expanded = (sql: string) =>
  sql
    .replaceAll(/\$__timeFilter\(([^)]+)\)/g, `$1 BETWEEN '${from}' AND '${to}'`)
    .replaceAll("$__timeFrom()", `'${from}'`)
    .replaceAll("$__timeTo()", `'${to}'`);

const name = `fed_readonly_${crypto.randomUUID().slice(0, 8)}`;
let federation: TestFederation;
let reader: Client;

/** A project of which everything is told, one of which nothing is, and an event that could not be taken in. */
async function fill({ ctx }: TestFederation): Promise<void> {
  const projects = ["veria", "performia"].map((slug) => ({ ...declarationOf(slug), allowFanout: ["audit.security"] }));
  await applyDeclarations(ctx, { config: projectsConfig.parse({ projects }) });
  await ctx.db.pool.query(
    `update "ProjectCatalog" set status = 'online', "clockSkewSeconds" = 90 where slug = 'veria'`,
  );
  const finished = { startedAt: "2026-11-20T11:00:00Z", finishedAt: "2026-11-20T11:01:00Z" };
  const audit = { projectSlug: "veria", auditId: "a-1", status: "fail", counts: { critical: 1 }, ...finished };
  await createIngest(ctx)({
    events: [
      graphOf("veria", "2026-11-20T11:58:00Z", 42),
      auditOf("veria", "2026-11-20T11:00:00Z", 1),
      securityOf("veria", "2026-11-20T11:00:00Z", 2),
      deployOf("veria", "2026-10-19T12:00:00Z", "1.4.0"),
      eventOf(eventSubject.auditResult("veria.mesh", "security"), audit),
      graphOf("nobody", "2026-11-20T11:58:00Z", 1),
      eventOf(eventSubject.summary("veria.mesh", "graph.summary.nodes"), {
        ...{
          projectSlug: "performia",
          counts: { files: 1, symbols: 1, tasks: 1, audits: 1 },
          ts: "2026-11-20T11:00:00Z",
        },
      }),
    ],
    rejected: [],
  });
  const action = "fed.audit.security.sweep";
  const select = { all: true } as const;
  const { planHash } = await planRun(ctx, { action, select });
  await startRun(ctx, { action, select, planHash, idempotencyKey: "key-000001" }, testAuthor("dana"));
  await evaluateAlerts(ctx);
  await createApiKey(ctx.db, { name: "secret", role: "admin" });
}

beforeAll(async () => {
  federation = await openTestFederation({ now: "2026-11-20T12:00:00.000Z" });
  await grantReader(federation.url, { name, password: "first" });
  await grantReader(federation.url, { name, password: "reading" });
  await fill(federation);
  const url = new URL(federation.url);
  url.username = name;
  url.password = "reading";
  reader = new Client({ connectionString: url.href });
  await reader.connect();
});
afterAll(async () => {
  await reader?.end();
  await federation.ctx.db.pool.query(`drop owned by "${name}"`);
  await federation.ctx.db.pool.query(`drop role "${name}"`);
  await federation.close();
});

describe("every query of the dashboard", () => {
  test.each(queries)("$title", async ({ title, rawSql, format }) => {
    const { rows, fields } = await reader.query(expanded(rawSql));
    expect(fields.map((field) => field.name)).toEqual(columns[title] ?? []);
    expect(rows.length).toBeGreaterThan(0);
    if (format !== "time_series") return;
    for (const row of rows) {
      expect(row.metric).toBeString();
      expect(row.value).toBeNumber();
      expect(row.time.getTime()).toBeGreaterThanOrEqual(Date.parse(from));
    }
  });

  test("says what is known, and leaves empty what is not", async () => {
    const rowsOf = async (title: string) => {
      const query = queries.find((one) => one.title === title);
      return (await reader.query(expanded(query?.rawSql ?? ""))).rows;
    };
    const unknown = { project: "performia", security: null, compliance: null, freshness: null };
    expect(await rowsOf("Risk by part")).toEqual([
      expect.objectContaining({ project: "veria", security: expect.any(Number), compliance: expect.any(Number) }),
      expect.objectContaining(unknown),
    ]);
    expect(await rowsOf("Last audits")).toEqual([
      expect.objectContaining({ project: "performia", "last audit": null }),
      expect.objectContaining({ project: "veria", "last audit": new Date("2026-11-20T11:01:00Z"), status: "fail" }),
    ]);
    expect(await rowsOf("Projects")).toContainEqual(expect.objectContaining({ project: "veria", "open alerts": 1 }));
  });
});

describe("the reader", () => {
  test.each(["ApiKey", "Session", "LoginLink", "AuditLog", "NotificationDelivery", "ProjectManifest"])(
    "may not see %s",
    async (table) => {
      await expect(reader.query(`select * from "${table}"`)).rejects.toThrow("permission denied");
    },
  );

  test("may not see the bytes that were quarantined, nor who started a run", async () => {
    expect((await reader.query('select reason from "QuarantinedEvent"')).rowCount).toBeGreaterThan(0);
    await expect(reader.query('select payload from "QuarantinedEvent"')).rejects.toThrow("permission denied");
    await expect(reader.query('select "startedBy" from "ActionRun"')).rejects.toThrow("permission denied");
  });

  test("changes nothing, also when it says that it would", async () => {
    const changes = [
      `update "ProjectCatalog" set name = 'x'`,
      `delete from "ProjectMetric"`,
      "create table mine (id int)",
    ];
    for (const change of changes) await expect(reader.query(change)).rejects.toThrow("read-only transaction");
    await reader.query("set default_transaction_read_only = off");
    for (const change of changes) await expect(reader.query(change)).rejects.toThrow("permission denied");
    await reader.query("reset default_transaction_read_only");
  });

  test("sees new partitions of the samples as soon as they are there", async () => {
    const { rows } = await reader.query(
      `select count(*)::int as samples from "ProjectMetric" where key = 'graph.files'`,
    );
    expect(rows).toEqual([{ samples: 1 }]);
  });
});
