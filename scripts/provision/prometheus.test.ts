import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { Lifecycle } from "../../server/platform/lifecycle.ts";
import { silentLog } from "../../server/platform/log.ts";
import { declareReal, projectsYaml } from "../fleet/members.ts";
import { type FleetSystem, startSystem } from "../fleet/metaHub.ts";
import { eventually } from "../testing/eventually.ts";
import { projectRoot } from "./testing/composeFile.ts";
import { expressions } from "./testing/dashboard.ts";
import { prometheusBinary, startPrometheus } from "./testing/startPrometheus.ts";

const why = prometheusBinary === null ? " (skipped: no prometheus on PATH, nor in PROMETHEUS_BIN)" : "";
const rulesFile = join(projectRoot, "deploy/prometheus/rules.yml");
const rulesOf = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })),
});
const answer = z.object({ status: z.string(), data: z.object({ result: z.array(z.unknown()) }).optional() });

const { groups } = rulesOf.parse(parse(await Bun.file(rulesFile).text()));
const rules = groups.flatMap((group) => group.rules);
/** What has no series before the first of its kind: a sweep, and a score of risk. */
const unlessItHappened = /fed_last_sweep|fed_project_risk/;

const lifecycle = new Lifecycle(silentLog);
let system: FleetSystem;
let prometheusUrl: string;

/** How many series an expression has now. Throws what Prometheus finds wrong with it. */
async function count(expr: string): Promise<number> {
  const query = new URLSearchParams({ query: expr.replaceAll("$__rate_interval", "1m") });
  const response = await fetch(`${prometheusUrl}/api/v1/query?${query}`);
  const { status, data } = answer.parse(await response.json());
  if (status !== "success" || data === undefined) throw new Error(`${expr}: ${response.status} ${status}`);
  return data.result.length;
}

const ruleOf = (name: string): string => {
  const rule = rules.find(({ alert }) => alert === name);
  if (rule === undefined) throw new Error(`there is no rule ${name}`);
  return rule.expr;
};

describe.skipIf(prometheusBinary === null)(`in Prometheus${why}`, () => {
  beforeAll(async () => {
    const project = await declareReal();
    system = await startSystem(
      lifecycle,
      { projects: projectsYaml([], project) },
      { brokers: 1, metaHubs: 1, project },
    );
    prometheusUrl = await startPrometheus(lifecycle, system, { hubUrl: project.hubUrl, rulesFile });
    await eventually(async () => (await count("up == 1")) === 2, { timeoutMs: 30_000 });
  }, 90_000);
  afterAll(() => lifecycle.stop());

  test("every expression of the dashboard has an answer, and all but those about what never happened have values", async () => {
    expect(expressions.length).toBeGreaterThan(15);
    await eventually(
      async () => {
        const empty: string[] = [];
        for (const expr of expressions) if ((await count(expr)) === 0) empty.push(expr);
        const wrong = empty.filter((expr) => !unlessItHappened.test(expr));
        if (wrong.length > 0) throw new Error(wrong.join("\n"));
        return true;
      },
      { timeoutMs: 60_000, pauseMs: 500 },
    );
  }, 70_000);

  test("every alert rule can be judged, and none is true while all is well", async () => {
    await eventually(
      async () => {
        const firing: string[] = [];
        for (const { alert, expr } of rules) if ((await count(expr)) > 0) firing.push(alert);
        if (firing.length > 0) throw new Error(firing.join("\n"));
        return true;
      },
      { timeoutMs: 60_000, pauseMs: 500 },
    );
  }, 70_000);

  test("the rules that must ring are true when the database, a project hub or the Meta Hub is gone", async () => {
    const rings = (name: string) =>
      eventually(async () => (await count(ruleOf(name))) > 0, { timeoutMs: 60_000, pauseMs: 200 });
    await system.database.kill();
    await rings("FederationDatabaseDown");
    await system.instance?.kill();
    await rings("ProjectHubDown");
    await system.metaHubs[0].kill();
    await rings("MetaHubDown");
    await rings("MetaHubsAllDown");
  }, 120_000);
});
