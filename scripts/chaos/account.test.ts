import { afterAll, beforeAll, expect, test } from "bun:test";
import { openTestFederation, type TestFederation } from "../../server/federation/testing/openTestFederation.ts";
import { takeAccount } from "./account.ts";
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

const account = (change: Partial<Said> = {}) =>
  takeAccount({
    query: async <Row extends object>(text: string, values: unknown[] = []) => {
      const { rows } = await federation.ctx.db.pool.query<Row>(text, values);
      return rows;
    },
    loads: [
      { said: () => ({ slug: "north", tried: 4, auditIds: ["north-1", "north-2"], files: 2, lastSeq: 4, ...change }) },
    ],
  });

test("what is stored as it was said is whole", async () => {
  expect(await account()).toEqual({ tried: 4, acknowledged: 4, lost: 0, doubled: 0, invented: 0 });
});

test("an audit, a sequence number or a summary that is not there is lost; one that nobody said is invented", async () => {
  expect(await account({ auditIds: ["north-1", "north-2", "north-3"] })).toMatchObject({ lost: 1 });
  expect(await account({ lastSeq: 5 })).toMatchObject({ lost: 1 });
  expect(await account({ files: 3 })).toMatchObject({ lost: 1 });
  expect(await account({ auditIds: ["north-1"] })).toMatchObject({ lost: 0, invented: 1 });
  expect(await account({ slug: "south" })).toMatchObject({ lost: 4 });
});

test("an hour that counted a window twice is doubled", async () => {
  await run(
    `insert into "ProjectMetricHour" ("projectId", key, hour, count, sum, min, max, last, "lastAt")
     select id, 'graph.files', '2026-11-20T12:00Z', 2, 4, 2, 2, 2, now() from "ProjectCatalog"`,
  );
  expect(await account()).toMatchObject({ doubled: 1 });
});
