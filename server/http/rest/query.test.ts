import { describe, expect, test } from "bun:test";
import type { z } from "zod";
import { AppError } from "../../platform/errors.ts";
import { parseQuery, restQuery } from "./query.ts";

const at = (query: string) => `http://hub/api?${query}`;

function fieldRefused(run: () => unknown): string | undefined {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === "invalid_input") return thrown.field;
    throw thrown;
  }
  return undefined;
}

describe("the query of a REST address", () => {
  test("metric keys may be repeated or joined with commas", () => {
    const { keys } = parseQuery(restQuery.metrics, at("key=audit.ok&key=audit.fail,status"));
    expect(keys).toEqual(["audit.ok", "audit.fail", "status"]);
  });

  test("so may what a project must be or have", () => {
    const asked = parseQuery(restQuery.projects, at("status=online&status=offline&tags=finance,realtime&teams=ledger"));
    expect(asked).toEqual({ status: ["online", "offline"], tags: ["finance", "realtime"], teams: ["ledger"] });
  });

  test("times in any offset become UTC", () => {
    expect(parseQuery(restQuery.metrics, at("from=2026-01-01T02:00:00%2B02:00")).from).toBe("2026-01-01T00:00:00.000Z");
    expect(parseQuery(restQuery.graph, at("at=2026-01-01T02:00:00+02:00")).at).toEqual(
      new Date("2026-01-01T00:00:00Z"),
    );
  });

  test("what is not asked has its default", () => {
    expect(parseQuery(restQuery.metrics, at("")).points).toBe(500);
    expect(parseQuery(restQuery.graph, at("")).at).toBeUndefined();
  });

  test.each([
    ["status", "projects", "status=sleeping"],
    ["status", "projects", "status="],
    ["status", "projects", "status=online,sleeping"],
    ["status", "alerts", "status=open&status=resolved"],
    ["tag", "projects", "tag=finance&tag=realtime"],
    ["tags", "projects", `tags=${",".repeat(50)}`],
    ["colour", "projects", "colour=red"],
    ["colour", "project", "colour=red"],
    ["__proto__", "projects", "__proto__=x"],
    ["status", "alerts", "status=loud"],
    ["at", "graph", "at=yesterday"],
    ["key", "metrics", "key=audit.ok,DROP%20TABLE"],
    ["key", "metrics", "key="],
    ["points", "metrics", "points=many"],
    ["points", "metrics", "points=1"],
    ["points", "metrics", "points=1e9"],
    ["from", "metrics", "from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z"],
  ] as const)("%s is named as what is wrong with %s?%s", (field, route, query) => {
    expect(fieldRefused(() => parseQuery<z.ZodType>(restQuery[route], at(query)))).toBe(field);
  });
});
