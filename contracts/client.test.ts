import { describe, expect, expectTypeOf, test } from "bun:test";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import type { SessionInfo } from "./access.ts";
import type { ActionPlan, ActionRun, PlanDecision, PlanQuery, RunRow, StartInput } from "./actions.ts";
import type { AlertRow, ListAlertsQuery } from "./alerts.ts";
import { type AppRouter, createFederationClient } from "./client.ts";
import type { EcosystemMap, EdgeCard, ProjectCard } from "./graph.ts";
import type { MetricSeries } from "./metrics.ts";
import type { ListProjectsQuery, ProjectRow } from "./projects.ts";
import type { SystemStatus } from "./system.ts";

type Inputs = inferRouterInputs<AppRouter>;
type Outputs = inferRouterOutputs<AppRouter>;

describe("the typed client", () => {
  test("answers the contracts' own types", () => {
    expectTypeOf<Outputs["projects"]["list"]>().toEqualTypeOf<ProjectRow[]>();
    expectTypeOf<Outputs["projects"]["bySlug"]>().toEqualTypeOf<ProjectCard>();
    expectTypeOf<Outputs["graph"]["ecosystem"]>().toEqualTypeOf<EcosystemMap>();
    expectTypeOf<Outputs["graph"]["edge"]>().toEqualTypeOf<EdgeCard>();
    expectTypeOf<Outputs["metrics"]["series"]>().toEqualTypeOf<MetricSeries>();
    expectTypeOf<Outputs["alerts"]["list"]>().toEqualTypeOf<AlertRow[]>();
    expectTypeOf<Outputs["actions"]["start"]>().toEqualTypeOf<{ runId: string }>();
    // What a contract leaves undefined is absent in JSON, so these are compared one way.
    expectTypeOf<Outputs["actions"]["plan"]>().toExtend<ActionPlan>();
    expectTypeOf<Outputs["actions"]["run"]>().toExtend<ActionRun>();
    expectTypeOf<Outputs["actions"]["runs"]>().toExtend<RunRow[]>();
    expectTypeOf<Outputs["actions"]["plan"]["targets"][number]["decision"]>().toEqualTypeOf<PlanDecision>();
    expectTypeOf<keyof Outputs["actions"]["run"]>().toEqualTypeOf<keyof ActionRun>();
    expectTypeOf<Outputs["system"]["status"]>().toEqualTypeOf<SystemStatus>();
    expectTypeOf<Outputs["system"]["session"]>().toEqualTypeOf<SessionInfo>();
  });

  test("takes only what a procedure takes", () => {
    expectTypeOf<ListProjectsQuery | undefined>().toExtend<Inputs["projects"]["list"]>();
    expectTypeOf<ListAlertsQuery | undefined>().toExtend<Inputs["alerts"]["list"]>();
    expectTypeOf<PlanQuery>().toExtend<Inputs["actions"]["plan"]>();
    expectTypeOf<Omit<StartInput, "planHash">>().not.toExtend<Inputs["actions"]["start"]>();
    expectTypeOf<{ slug: string }>().toExtend<Inputs["projects"]["bySlug"]>();
    expectTypeOf<{ slug: number }>().not.toExtend<Inputs["projects"]["bySlug"]>();
    expectTypeOf<{ status: "asleep" }>().not.toExtend<NonNullable<Inputs["projects"]["list"]>>();
  });

  test("tells notices apart by their type", () => {
    const client = createFederationClient({ url: "http://127.0.0.1:1", apiKey: "k" });
    // Compiled and not run: it is the types that are tested.
    const subscribe = () =>
      client.live.changes.subscribe(undefined, {
        onData({ id, data }) {
          expectTypeOf(id).toEqualTypeOf<string>();
          if (data.type === "projects") expectTypeOf(data.projects).toEqualTypeOf<ProjectRow[]>();
          // @ts-expect-error a notice of edges has no projects
          if (data.type === "edges") void data.projects;
        },
      });
    expectTypeOf(subscribe).returns.toHaveProperty("unsubscribe");
  });
});

/** A server that fails so many times before it answers, and counts how often it is asked. */
async function withFailures<T>(
  failure: () => Response,
  times: number,
  run: (client: ReturnType<typeof createFederationClient>) => Promise<T>,
): Promise<{ asked: number; outcome: PromiseSettledResult<T> | undefined }> {
  let asked = 0;
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: () => (asked++ < times ? failure() : Response.json([{ result: { data: { name: "n", role: "viewer" } } }])),
  });
  const client = createFederationClient({ url: server.url.href, apiKey: "k" });
  const [outcome] = await Promise.allSettled([run(client)]);
  await server.stop(true);
  return { asked, outcome };
}

const refusal = (status: number, code: string) => () =>
  Response.json([{ error: { code: -32603, message: code, data: { code, httpStatus: status } } }], { status });

describe("a read that fails", () => {
  test.each([
    ["the hub is unavailable", refusal(503, "unavailable")],
    ["the hub asks for patience", refusal(429, "rate_limited")],
    ["a proxy answers for a hub that is away", () => new Response("Bad gateway", { status: 502 })],
  ])("is tried again while %s", async (_why, failure) => {
    const { asked, outcome } = await withFailures(failure, 2, (client) => client.system.session.query());
    expect(outcome).toEqual({ status: "fulfilled", value: { name: "n", role: "viewer" } });
    expect(asked).toBe(3);
  });

  test.each([
    ["forbidden", 403],
    ["not_found", 404],
    ["invalid_input", 422],
    ["internal", 500],
  ])("is not tried again when it is %s", async (code, status) => {
    const { asked, outcome } = await withFailures(refusal(status, code), 9, (client) => client.system.session.query());
    expect(outcome).toMatchObject({ status: "rejected", reason: { data: { code } } });
    expect(asked).toBe(1);
  });
});
