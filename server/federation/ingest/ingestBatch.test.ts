import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { eventSubject } from "../../../contracts/subjects.ts";
import type { MeshEvent } from "../../mesh/parseEvent.ts";
import { latestMetrics } from "../metrics/latest.ts";
import { auditOf, deployOf, eventOf, graphOf, hintOf, securityOf } from "../testing/events.ts";
import { openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { tablesOf } from "../testing/tables.ts";
import { createIngest } from "./ingestBatch.ts";

let federation: TestFederation;

beforeEach(async () => {
  federation = await openTestFederation();
  await federation.declare("veria", "performia", "rollizr");
});
afterEach(() => federation.close());

const valid = (events: MeshEvent[]) => ({ events, rejected: [] });

const quarantined = async () =>
  (await federation.ctx.db.prisma.quarantinedEvent.findMany({ orderBy: { id: "asc" } })).map(({ subject, reason }) => ({
    subject,
    reason,
  }));

describe("summaries", () => {
  test("become the project's headline numbers, its samples and its risk", async () => {
    const changes = await createIngest(federation.ctx)(
      valid([
        graphOf("veria", "2026-11-20T11:59:30Z", 42),
        auditOf("veria", "2026-11-20T11:00:00Z", 1),
        securityOf("veria", "2026-11-20T10:00:00Z", 2),
        deployOf("veria", "2026-11-19T12:00:00Z", "1.4.0"),
      ]),
    );
    expect(changes.projects).toEqual([await federation.idOf("veria")]);
    const latest = new Map(
      (await latestMetrics(federation.ctx, { project: "veria" })).map((row) => [row.key, row.value]),
    );
    expect(latest.get("graph.files")).toBe(42);
    expect(latest.get("audit.fail")).toBe(1);
    expect(latest.get("security.vulnsCritical")).toBe(2);
    expect(latest.get("deploy.version.dev")).toBe("1.4.0");
    expect(latest.has("deploy.version.prod")).toBe(false);
    expect(latest.get("deploy.freshnessDays")).toBe(1);
    expect(latest.get("risk.security")).toBeCloseTo(100 * (1 - Math.exp(-25 / 20)), 9);
    expect(latest.get("risk.compliance")).toBe(15);
  });

  test("a late one moves only what it is newer than", async () => {
    const ingest = createIngest(federation.ctx);
    await ingest(valid([graphOf("veria", "2026-11-20T11:50:00Z", 50), auditOf("veria", "2026-11-20T10:00:00Z", 5)]));
    await ingest(valid([graphOf("veria", "2026-11-20T11:40:00Z", 40), auditOf("veria", "2026-11-20T11:00:00Z", 0)]));
    const summary = await federation.ctx.db.prisma.projectSummary.findFirstOrThrow();
    expect(summary.files).toBe(50n);
    expect(summary.auditsFail).toBe(0n);
  });

  test("one from a clock that is ahead does not shut out what is true after it", async () => {
    const ingest = createIngest(federation.ctx);
    const at = (receivedAt: string) => ({ receivedAt });
    await ingest(valid([graphOf("veria", "2026-11-21T10:00:00Z", 1, at("2026-11-20T11:50:00Z"))]));
    await ingest(valid([deployOf("veria", "2026-11-21T10:00:00Z", "2.0", at("2026-11-20T11:50:00Z"))]));
    await ingest(valid([graphOf("veria", "2026-11-20T11:55:00Z", 50, at("2026-11-20T11:55:00Z"))]));
    await ingest(valid([deployOf("veria", "2026-11-20T11:55:00Z", "2.1", at("2026-11-20T11:55:00Z"))]));
    const summary = await federation.ctx.db.prisma.projectSummary.findFirstOrThrow();
    expect([summary.files, summary.deployVersions]).toEqual([50n, { dev: "2.1", prod: null }]);
  });

  test("a deploy told again is as old as it was, and known as of now", async () => {
    const ingest = createIngest(federation.ctx);
    for (const sentAt of ["2026-11-20T10:00:00.000Z", "2026-11-20T11:00:00.000Z"]) {
      await ingest(valid([deployOf("veria", "2026-11-01T12:00:00Z", "1.4.0", { sentAt, receivedAt: sentAt })]));
    }
    const { lastDeployedAt, deployAt } = await federation.ctx.db.prisma.projectSummary.findFirstOrThrow();
    expect([lastDeployedAt, deployAt]).toEqual([new Date("2026-11-01T12:00:00Z"), new Date("2026-11-20T11:00:00Z")]);
  });

  test("one that says nothing is known changes nothing", async () => {
    const ingest = createIngest(federation.ctx);
    await ingest(valid([auditOf("veria", "2026-11-20T10:00:00Z", 5)]));
    const changes = await ingest(valid([auditOf("veria", null, 0), securityOf("veria", null, null)]));
    expect(changes.projects).toEqual([]);
    expect((await federation.ctx.db.prisma.projectSummary.findFirstOrThrow()).auditsFail).toBe(5n);
  });

  test("a sample older than samples are kept is left out, its fact is not", async () => {
    await createIngest(federation.ctx)(valid([auditOf("veria", "2026-09-01T00:00:00Z", 5)]));
    expect((await federation.ctx.db.prisma.projectSummary.findFirstOrThrow()).auditsFail).toBe(5n);
    const keys = (await latestMetrics(federation.ctx, { project: "veria" })).map(({ key }) => key);
    expect(keys).not.toContain("audit.fail");
    expect(keys).toContain("risk.compliance");
  });

  test("within one window the latest observation wins, whatever the order of arrival", async () => {
    const ingest = createIngest(federation.ctx);
    await ingest(valid([graphOf("veria", "2026-11-20T11:50:40Z", 2)]));
    await ingest(valid([graphOf("veria", "2026-11-20T11:50:20Z", 1), graphOf("veria", "2026-11-20T11:50:10Z", 9)]));
    const samples = await federation.ctx.db.prisma.projectMetric.findMany({ where: { key: "graph.files" } });
    expect(samples.map(({ valueNumber, windowStart }) => [valueNumber, windowStart.toISOString()])).toEqual([
      [2, "2026-11-20T11:50:00.000Z"],
    ]);
  });
});

describe("identity", () => {
  test("who speaks for another project is quarantined, and its neighbours are stored", async () => {
    const forged = eventOf(eventSubject.summary("veria.mesh", "graph.summary.nodes"), {
      projectSlug: "performia",
      counts: { files: 1, symbols: 1, tasks: 1, audits: 1 },
      ts: "2026-11-20T11:00:00Z",
    });
    const changes = await createIngest(federation.ctx)(valid([forged, graphOf("rollizr", "2026-11-20T11:00:00Z", 7)]));
    expect(changes.projects).toEqual([await federation.idOf("rollizr")]);
    expect(await quarantined()).toEqual([{ subject: forged.subject, reason: "identity mismatch" }]);
  });

  test("a hub may speak of an edge only from or to itself, between known projects, and not to itself alone", async () => {
    await createIngest(federation.ctx)(
      valid([
        hintOf("veria", "performia", "rollizr", 0.5),
        hintOf("veria", "veria", "veria", 0.5),
        hintOf("veria", "nowhere", "veria", 0.5),
        hintOf("veria", "performia", "performia", 0.5),
      ]),
    );
    expect((await quarantined()).map(({ reason }) => reason)).toEqual([
      "identity mismatch",
      "self-edge",
      "unknown end nowhere",
    ]);
    expect(await federation.ctx.db.prisma.integrationEdge.count()).toBe(1);
  });

  test("a namespace that belongs to nobody is quarantined", async () => {
    await createIngest(federation.ctx)(valid([graphOf("stranger", "2026-11-20T11:00:00Z", 7)]));
    expect((await quarantined()).map(({ reason }) => reason)).toEqual(["unknown project"]);
  });

  test("a rejected message that is delivered again is one row", async () => {
    const ingest = createIngest(federation.ctx);
    const event = graphOf("stranger", "2026-11-20T11:00:00Z", 7, { streamSeq: 17 });
    await ingest(valid([event]));
    await ingest(valid([event]));
    expect(await quarantined()).toHaveLength(1);
  });
});

describe("a batch that fails", () => {
  test("leaves nothing behind and is stored whole when it comes again", async () => {
    const { pool } = federation.ctx.db;
    await pool.query('alter table "EventCursor" add constraint broken check ("lastSeq" < 0) not valid');
    const epoch = crypto.randomUUID();
    const batch = valid([
      graphOf("veria", "2026-11-20T11:00:00Z", 7, { epoch, seq: 1 }),
      hintOf("veria", "rollizr", "veria", 1),
    ]);
    const ingest = createIngest(federation.ctx);
    await expect(ingest(batch)).rejects.toThrow("broken");
    const empty = await tablesOf(pool);
    expect(Object.values(empty).every((rows) => rows.length === 0)).toBe(true);
    await pool.query('alter table "EventCursor" drop constraint broken');
    await ingest(batch);
    expect(await federation.ctx.db.prisma.projectSummary.count()).toBe(1);
    expect(await federation.ctx.db.prisma.integrationEvidence.count()).toBe(1);
  });

  test("because the database refuses one value rejects that event alone", async () => {
    const poison = graphOf("veria", "2026-11-20T11:00:00Z", 7);
    // What no check foresaw: a value that gets as far as the database and is refused there.
    if (poison.kind === "graph.summary.nodes") poison.payload.counts.files = 1e30;
    await createIngest(federation.ctx)(
      valid([graphOf("performia", "2026-11-20T11:00:00Z", 1), poison, graphOf("rollizr", "2026-11-20T11:00:00Z", 2)]),
    );
    expect((await quarantined()).map(({ reason }) => reason)).toEqual([
      expect.stringContaining("refused by the database"),
    ]);
    expect(await federation.ctx.db.prisma.projectSummary.count()).toBe(2);
  });
});

test("sequence numbers leave how far a publisher has come and what is missing", async () => {
  const epoch = crypto.randomUUID();
  const at = (seq: number) => graphOf("veria", "2026-11-20T11:00:00Z", 1, { epoch, seq });
  const ingest = createIngest(federation.ctx);
  await ingest(valid([at(5), at(1), at(2)]));
  await ingest(valid([at(2), at(7)]));
  const { rows } = await federation.ctx.db.pool.query('select seen::text, "lastSeq"::int from "EventCursor"');
  expect(rows).toEqual([{ seen: "{[1,3),[5,6),[7,8)}", lastSeq: 7 }]);
});

test("the result of an audit is one row, the latest word on it", async () => {
  const result = (status: string, finishedAt: string) =>
    eventOf(eventSubject.auditResult("veria.mesh", "security"), {
      projectSlug: "veria",
      auditId: "audit-1",
      status,
      counts: { critical: 1 },
      startedAt: "2026-11-20T10:00:00Z",
      finishedAt,
    });
  const ingest = createIngest(federation.ctx);
  await ingest(valid([result("fail", "2026-11-20T10:02:00Z"), result("ok", "2026-11-20T10:01:00Z")]));
  await ingest(valid([result("warn", "2026-11-20T10:01:30Z")]));
  const audits = await federation.ctx.db.prisma.projectAudit.findMany();
  expect(audits.map(({ kind, status }) => [kind, status])).toEqual([["security", "fail"]]);
});
