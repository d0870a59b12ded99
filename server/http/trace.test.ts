import { describe, expect, test } from "bun:test";
import { createLog } from "../platform/log.ts";
import { createTraces } from "./trace.ts";

function logged(run: (traces: ReturnType<typeof createTraces>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  run(createTraces(createLog("info", {}, (line) => lines.push(line))));
  return lines.map((line) => JSON.parse(line));
}

describe("the log of a request", () => {
  test("says who asked what and how it ended, and no secret of the query or the headers", () => {
    const request = new Request("http://hub/login?link=top-secret", {
      headers: { "x-api-key": "key-secret", cookie: "fed_session=c-secret" },
    });
    const events = logged((traces) => {
      traces.of(request).actor = "ci";
      traces.finish(request, { route: "/login", status: 303 });
    });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      level: "info",
      event: "request",
      route: "/login",
      path: "/login",
      status: 303,
      actor: "ci",
    });
    expect(JSON.stringify(events)).not.toContain("secret");
  });

  test("an unexpected failure is an error with its cause, under the id the caller was told", () => {
    const request = new Request("http://hub/api/fed/projects");
    let id = "";
    const [event] = logged((traces) => {
      const trace = traces.of(request);
      id = trace.id;
      trace.failure = new Error("no such column");
      traces.finish(request, { route: "/api/fed/projects", status: 500 });
    });
    expect(event).toMatchObject({ level: "error", requestId: id, error: "no such column" });
  });
});
