import { afterAll, beforeAll, expect, test } from "bun:test";
import { openTestFederation, type TestFederation } from "../../server/federation/testing/openTestFederation.ts";
import { since, takeAccount } from "./account.ts";
import type { Said } from "./load.ts";

let federation: TestFederation;
const run = (text: string, values: unknown[] = []) => federation.ctx.db.pool.query(text, values);

beforeAll(async () => {
  federation = await openTestFederation({ now: "2026-11-20T12:00:00.000Z" });
  await federation.declare("north");
  const [{ id = 0 } = {}] = (await run('select id from "ProjectCatalog"')).rows;
  await run(
    `insert into "EventCursor" ("projectId", epoch, seen, "lastSeq", "lastSeenAt") values ($1, 'e', '{[1,5)}', 4, now())`,
    [id],
  );
  await run('insert into "ProjectSummary" ("projectId", files) values ($1, 2)', [id]);
  await run(
    `insert into "ProjectAudit" ("projectId", "auditId", kind, status, counts, "startedAt", "finishedAt")
     select $1, audit, 'security', 'ok', '{}', now(), now() from unnest(array['north-1', 'north-2']) audit`,
    [id],
  );
});
afterAll(() => federation.close());

const audits = [
  { auditId: "north-1", seq: 1 },
  { auditId: "north-2", seq: 3 },
];
const said: Said = { slug: "north", tried: 4, refused: 0, audits, summary: { files: 2, seq: 4 }, lastSeq: 4 };

const account = (change: Partial<Said> = {}) =>
  takeAccount({
    query: async <Row extends object>(text: string, values: unknown[] = []) => {
      const { rows } = await federation.ctx.db.pool.query<Row>(text, values);
      return rows;
    },
    loads: [{ said: () => ({ ...said, ...change }) }],
  });

test("what is stored as it was said is whole", async () => {
  expect(await account()).toEqual({ tried: 4, acknowledged: 4, lost: 0, doubled: 0, invented: 0 });
});

test("each event without effect is one lost, and one that nobody said is invented", async () => {
  expect(await account({ audits: [...audits, { auditId: "north-3", seq: 2 }] })).toMatchObject({ lost: 1 });
  expect(await account({ summary: { files: 3, seq: 4 } })).toMatchObject({ lost: 1 });
  expect(await account({ lastSeq: 7 })).toMatchObject({ lost: 3 });
  expect(await account({ audits: audits.slice(0, 1) })).toMatchObject({ lost: 0, invented: 1 });
  expect(await account({ slug: "south" })).toMatchObject({ lost: 4 });
});

test("an event that has not come and whose audit is not there is lost once", async () => {
  const never = { auditId: "north-3", seq: 6 };
  expect(await account({ audits: [...audits, never], lastSeq: 6 })).toMatchObject({ lost: 2 });
});

test("numbers that are missing in the middle are counted one by one", async () => {
  await run(`update "EventCursor" set seen = '{[2,4),[8,9)}'`);
  expect(await account({ audits: audits.slice(0, 1), lastSeq: 10 })).toMatchObject({ lost: 7 });
  await run(`update "EventCursor" set seen = '{[1,5)}'`);
});

test("what a fault is told for is what came since the one before", async () => {
  const before = await account();
  expect(since(before, await account({ tried: 9, lastSeq: 6 }))).toEqual({
    ...{ tried: 5, acknowledged: 2, lost: 2, doubled: 0, invented: 0 },
  });
});

test("an hour that counted a window twice is doubled", async () => {
  await run(
    `insert into "ProjectMetricHour" ("projectId", key, hour, count, sum, min, max, last, "lastAt")
     select id, 'graph.files', '2026-11-20T12:00Z', 2, 4, 2, 2, 2, now() from "ProjectCatalog"`,
  );
  expect(await account()).toMatchObject({ doubled: 1 });
});
