import { expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { projectRoot } from "./testing/composeFile.ts";
import { cases, type Series, well } from "./testing/ruleCases.ts";

const rulesFile = join(projectRoot, "deploy/prometheus/rules.yml");
const { groups } = parse(await Bun.file(rulesFile).text());
const declared: string[] = groups.flatMap(({ rules }: { rules: { alert: string }[] }) =>
  rules.map(({ alert }) => alert),
);

test("each rule is tried", () => {
  expect([...new Set(cases.flatMap(({ rings }) => rings))].sort()).toEqual([...declared].sort());
});

const promtool = Bun.which("promtool");
const why = promtool === null ? " (skipped: promtool is not installed; it comes with Prometheus)" : "";

/** What `promtool` is asked: these series, and which alerts alone ring at which minutes of them. */
function unitTest(name: string, series: Series, at: { minute: number; rings: readonly string[] }[]) {
  const expected = at.map(({ minute, rings }) => ({
    ...{ expr: 'count by (alertname) (ALERTS{alertstate="firing"})', eval_time: `${minute}m` },
    exp_samples: rings.map((alertname) => ({ labels: `{alertname="${alertname}"}`, value: 1 })),
  }));
  const input = Object.entries(series).map(([name, values]) => ({ series: name, values }));
  return { name, interval: "1m", input_series: input, promql_expr_test: expected };
}

test.skipIf(promtool === null)(
  `each rings when it must, alone, and not before${why}`,
  async () => {
    const tests = [
      unitTest("all is well", well, [
        { minute: 1, rings: [] },
        { minute: 100, rings: [] },
      ]),
      ...cases.map(({ because, changed, after, rings }) =>
        unitTest(because, { ...well, ...changed }, [
          ...(after === 0 ? [] : [{ minute: after - 1, rings: [] }]),
          { minute: after, rings },
          { minute: 100, rings },
        ]),
      ),
    ];
    const folder = await mkdtemp(join(tmpdir(), "fed-rules-"));
    const file = join(folder, "rules.test.yml");
    await Bun.write(file, stringify({ rule_files: [rulesFile], evaluation_interval: "1m", tests }));
    const child = Bun.spawn([promtool ?? "", "test", "rules", file], { stdout: "pipe", stderr: "pipe" });
    const said = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
    expect({ code: await child.exited, said: said.join("") }).toEqual({ code: 0, said: expect.any(String) });
    await rm(folder, { recursive: true });
  },
  60_000,
);
