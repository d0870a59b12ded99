import { expect, test } from "bun:test";
import { QueryClient } from "@tanstack/react-query";
import type { EcosystemMap } from "../../contracts/graph.ts";
import { project } from "../testing/rows.ts";
import { applyNotices } from "./applyNotices.ts";
import { cacheKey } from "./queries.ts";

function cacheWith(map: EcosystemMap): QueryClient {
  const cache = new QueryClient();
  cache.setQueryData(cacheKey.ecosystem, map);
  return cache;
}

const map = { at: "2026-01-01T00:00:00.000Z", projects: [project({ slug: "a" })], edges: [] };

test("the last notice about a project wins", () => {
  const cache = cacheWith(map);
  applyNotices(cache, [
    { type: "projects", projects: [project({ slug: "a", status: "degraded" })], removed: [] },
    { type: "projects", projects: [project({ slug: "a", status: "offline" })], removed: [] },
  ]);
  const after = cache.getQueryData<EcosystemMap>(cacheKey.ecosystem);
  expect(after?.projects[0]?.status).toBe("offline");
});

test("after a resync everything is asked anew", () => {
  const cache = cacheWith(map);
  applyNotices(cache, [{ type: "resync" }]);
  expect(cache.getQueryState([...cacheKey.ecosystem])?.isInvalidated).toBe(true);
});

test("nothing is invented where nothing was asked for", () => {
  const cache = new QueryClient();
  applyNotices(cache, [{ type: "projects", projects: [project({ slug: "a" })], removed: [] }]);
  expect(cache.getQueryData(cacheKey.ecosystem)).toBeUndefined();
});
