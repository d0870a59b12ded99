import { afterEach, beforeEach, expect, test } from "bun:test";
import { createIngest } from "../ingest/ingestBatch.ts";
import { hintOf } from "../testing/events.ts";
import { openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { getImpact } from "./getImpact.ts";

const start = "2026-11-20T12:00:00.000Z";

let federation: TestFederation;
beforeEach(async () => {
  federation = await openTestFederation({ now: start });
});
afterEach(() => federation.close());

const ingest = (...events: Parameters<ReturnType<typeof createIngest>>[0]["events"]) =>
  createIngest(federation.ctx)({ events, rejected: [] });

test("a failing project touches those who depend on it, over edges that are awake", async () => {
  await federation.declare("veria", "performia", "rollizr");
  await ingest(hintOf("veria", "rollizr", "veria", 0.5), hintOf("performia", "veria", "performia", 0.5));
  expect((await getImpact(federation.ctx, { slug: "rollizr" })).dependents).toMatchObject([
    { slug: "veria", strength: 0.5, path: ["veria", "rollizr"] },
    { slug: "performia", strength: 0.25, path: ["performia", "veria", "rollizr"] },
  ]);
  expect((await getImpact(federation.ctx, { slug: "performia" })).dependents).toEqual([]);
  await expect(getImpact(federation.ctx, { slug: "nobody" })).rejects.toMatchObject({ code: "not_found" });
  federation.setNow("2027-11-20T12:00:00.000Z");
  expect((await getImpact(federation.ctx, { slug: "rollizr" })).dependents).toEqual([]);
});
