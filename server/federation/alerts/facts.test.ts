import { afterEach, beforeEach, expect, test } from "bun:test";
import { eventSubject } from "../../../contracts/subjects.ts";
import { getProject } from "../graph/getProject.ts";
import { createIngest } from "../ingest/ingestBatch.ts";
import { createRecordPulses } from "../liveness/pulses/recordPulses.ts";
import { auditOf, healthOf, securityOf } from "../testing/events.ts";
import { openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { evaluateAlerts } from "./evaluate.ts";
import { listAlerts } from "./listAlerts.ts";

const now = new Date("2026-11-20T12:00:00.000Z");
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();

let federation: TestFederation;

beforeEach(async () => {
  federation = await openTestFederation({ now: now.toISOString() });
  await federation.declare("veria", "performia", "rollizr");
  // So that none is offline for long, which is another test's.
  await query(`update "ProjectCatalog" set status = 'online', "statusSince" = $1`, [now]);
});
afterEach(() => federation.close());

const query = (text: string, values: unknown[] = []) => federation.ctx.db.pool.query(text, values);
const ingest = (...events: ReturnType<typeof auditOf>[]) =>
  createIngest(federation.ctx)({
    events: events.map((event, index) => ({ ...event, streamSeq: index })),
    rejected: [],
  });

/** The live alerts after a round, as `[fingerprint's rule, project]`. */
async function raised() {
  await evaluateAlerts(federation.ctx);
  const rows = await listAlerts(federation.ctx, { status: ["open", "acknowledged"] });
  return rows.map(({ rule, project }) => [rule, project]).sort();
}

test("criticals of the last scan are compared with scans of the 7 days before it, and with what held then", async () => {
  await ingest(securityOf("veria", ago(200), 0), securityOf("veria", ago(1), 2));
  await ingest(securityOf("performia", ago(300), 2), securityOf("performia", ago(1), 2));
  await ingest(securityOf("rollizr", ago(1), 5));
  expect(await raised()).toEqual([["security-spike", "veria"]]);
  const [alert] = await listAlerts(federation.ctx, {});
  expect(alert?.description).toContain(
    "2 critical vulnerabilities at the scan of 11:00 UTC on 2026-11-20; a scan of the 7 days before had none",
  );

  await ingest(securityOf("veria", ago(0.5), 0));
  expect(await raised()).toEqual([]);
});

test("failures are compared with the median of the 7 days before, the current ones left out", async () => {
  await ingest(...[5, 4, 3, 2].map((hours) => auditOf("performia", ago(hours), 1)), auditOf("performia", ago(1), 3));
  expect(await raised()).toEqual([["security-spike", "performia"]]);
  await ingest(auditOf("performia", ago(0.5), 2));
  expect(await raised()).toEqual([]);
});

test("a history is read from the rollups of its hours; of the hour of the last audit the samples count themselves", async () => {
  await ingest(...[4, 3, 2].map((hours) => auditOf("veria", ago(hours), 1)), auditOf("veria", ago(0.4), 5));
  await ingest(auditOf("performia", ago(0.8), 1), auditOf("performia", ago(0.4), 5));
  await ingest(auditOf("rollizr", ago(0.4), 5));
  await query('delete from "ProjectMetric" where "windowStart" < $1', [ago(1)]);
  expect(await raised()).toEqual([
    ["security-spike", "performia"],
    ["security-spike", "veria"],
  ]);
});

test("an hour counts with what it varied between, as often as it was observed", async () => {
  // Two hours of 20 audits that change between none and six failures, and three hours with a single audit in between.
  const restless = [5, 4].flatMap((hours) => Array.from({ length: 20 }, (_, index) => ({ hours, index })));
  await ingest(
    ...restless.map(({ hours, index }) => auditOf("veria", ago(hours - index / 60), index % 2 === 0 ? 0 : 6)),
    ...[6, 3, 2].map((hours) => auditOf("veria", ago(hours), 3)),
    auditOf("veria", ago(1), 6),
  );
  expect(await raised()).toEqual([]);
});

test("endpoints, actions, flapping and clock skew are read from where they are kept", async () => {
  const id = await federation.idOf("veria");
  await query(
    `insert into "SurfaceEndpoint" ("projectId", type, url, "authKind", failures, "lastError")
     values ($1, 'graph', 'http://127.0.0.1:5401/api/graph', 'grant', 3, 'timeout')`,
    [id],
  );
  const run = async (startedAt: string, state: string) => {
    const runId = crypto.randomUUID();
    await query(
      `insert into "ActionRun" (id, action, "planHash", "idempotencyKey", "startedBy", "startedAt", "expiresAt")
       values ($1, 'fed.refresh.summaries', 'h', $2, 'tester', $3, $3)`,
      [runId, runId, startedAt],
    );
    await query(
      `insert into "ActionTarget" (id, "runId", "projectId", subject, state, attempts, "updatedAt")
       values ($1, $2, $3, 's', $4, 4, $5)`,
      [runId, runId, id, state, startedAt],
    );
  };
  await run(ago(3), "completed");
  await run(ago(2), "expired");
  await query(`update "ProjectCatalog" set flapping = true, "flappingSince" = $1 where slug = 'performia'`, [now]);
  await query(`update "ProjectCatalog" set "clockSkewSeconds" = -90 where slug = 'rollizr'`);
  expect(await raised()).toEqual([
    ["action-failed", "veria"],
    ["clock-skew", "rollizr"],
    ["endpoint-unreachable", "veria"],
    ["flapping", "performia"],
  ]);

  await run(ago(1), "completed");
  await query(`update "SurfaceEndpoint" set failures = 0`);
  await query(`update "ProjectCatalog" set flapping = false, "clockSkewSeconds" = null`);
  expect(await raised()).toEqual([]);
});

test("rejected events are counted over 10 min, and compared with the 24 h before", async () => {
  const reject = (count: number, at: string) =>
    query(
      `insert into "QuarantinedEvent" (subject, reason, payload, "receivedAt")
       select 's', 'not JSON', '', $2 from generate_series(1, $1)`,
      [count, at],
    );
  await reject(300, ago(30));
  await reject(9, ago(0.1));
  expect(await raised()).toEqual([]);
  await reject(1, ago(0.1));
  expect(await raised()).toEqual([["quarantine-rising", null]]);
  await reject(144 * 5, ago(12));
  expect(await raised()).toEqual([]);
});

test("signed messages that were not believed raise an alert at once, on either side, and it ends an hour after the last", async () => {
  const health = (lastHour: number) =>
    createRecordPulses(federation.ctx)({
      events: [healthOf("veria", now.toISOString(), "ok", "veria-1", [], { lastHour, lastDay: 3, reason: "replayed" })],
      rejected: [],
    });
  await health(1);
  await query(
    `insert into "QuarantinedEvent" (subject, reason, payload, "receivedAt")
     values ($1, 'receipt: signature does not match', '', $2), ($3, 'identity mismatch', '', $2)`,
    [
      eventSubject.actionReceipt("performia.mesh"),
      ago(0.9),
      eventSubject.summary("rollizr.mesh", "graph.summary.nodes"),
    ],
  );
  expect(await raised()).toEqual([
    ["signature-refused", "performia"],
    ["signature-refused", "veria"],
  ]);
  const words = (await listAlerts(federation.ctx, {}))
    .map(({ title, description }) => `${title}: ${description}`)
    .sort();
  expect(words).toEqual([
    expect.stringContaining("Receipts from PERFORMIA were refused: At least 1 within an hour, most often: receipt:"),
    expect.stringContaining("VERIA refused signed requests: At least 1 within an hour, most often: replayed."),
  ]);
  expect((await getProject(federation.ctx, { slug: "veria" })).hubs).toMatchObject([
    { refusedRequests: { lastHour: 1, lastDay: 3, reason: "replayed" } },
  ]);
  await health(0);
  await query(`update "QuarantinedEvent" set "receivedAt" = $1`, [ago(1)]);
  expect(await raised()).toEqual([]);
});

test("blindness raises one alert of the federation's own and leaves all others as they are", async () => {
  await query(`update "ProjectCatalog" set "clockSkewSeconds" = 90 where slug = 'rollizr'`);
  expect(await raised()).toEqual([["clock-skew", "rollizr"]]);
  await query(
    `update "FederationState" set "blindSince" = $1, "blindReason" = 'the mesh is away', "blindCause" = 'mesh'`,
    [now],
  );
  await query(`update "ProjectCatalog" set "clockSkewSeconds" = null where slug = 'rollizr'`);
  await query(`update "ProjectCatalog" set status = 'offline', "statusSince" = $1 where slug = 'veria'`, [ago(1)]);
  expect(await raised()).toEqual([
    ["blind", null],
    ["clock-skew", "rollizr"],
  ]);
  await query(`update "FederationState" set "blindSince" = null, "blindReason" = null, "blindCause" = null`);
  expect(await raised()).toEqual([["offline", "veria"]]);
});

test("an archived project is nobody's concern: its alerts resolve", async () => {
  await query(`update "ProjectCatalog" set "clockSkewSeconds" = 90 where slug = 'veria'`);
  expect(await raised()).toEqual([["clock-skew", "veria"]]);
  await query(`update "ProjectCatalog" set origin = 'archived' where slug = 'veria'`);
  expect(await raised()).toEqual([]);
});
