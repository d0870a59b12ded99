import { expect, test } from "bun:test";
import { join } from "node:path";
import { parse } from "yaml";
import { amtool } from "./testing/alertmanagerTools.ts";
import { parseCompose, projectRoot } from "./testing/composeFile.ts";

const { services } = await parseCompose("docker-compose.yml");
const read = async (path: string) => parse(await Bun.file(join(projectRoot, path)).text());

test("Prometheus tells the Alertmanager that runs beside it, whose routes lead to receivers that there are", async () => {
  const { alerting } = await read("deploy/prometheus/prometheus.yml");
  expect(alerting.alertmanagers).toEqual([{ static_configs: [{ targets: ["alertmanager:9093"] }] }]);
  expect(services.alertmanager?.ports).toEqual(["127.0.0.1:9093:9093"]);
  const { route, receivers } = await read("deploy/alertmanager.yml");
  const known = receivers.map(({ name }: { name: string }) => name);
  const used = [route, ...route.routes].map(({ receiver }: { receiver: string }) => receiver);
  expect(used.toSorted()).toEqual(known.toSorted());
});

test("an alert holds another back only where it explains it: at the same Meta Hub, or since there is none", async () => {
  const { groups } = await read("deploy/prometheus/rules.yml");
  const rules: string[] = groups.flatMap(({ rules }: { rules: { alert: string }[] }) =>
    rules.map(({ alert }) => alert),
  );
  const { inhibit_rules } = await read("deploy/alertmanager.yml");
  /** The alerts that a list of matchers of their names is about. */
  const named = (matchers: string[]) =>
    matchers.flatMap((matcher) => {
      const pattern = /^alertname=~?"(.+)"$/.exec(matcher)?.[1] ?? "none";
      return rules.filter((rule) => new RegExp(`^(${pattern})$`).test(rule));
    });
  const held = inhibit_rules.map(
    (rule: { source_matchers: string[]; target_matchers: string[]; equal?: string[] }) => ({
      ...{ by: named(rule.source_matchers), equal: rule.equal ?? [], meant: named(rule.target_matchers).length > 0 },
    }),
  );
  expect(held).toEqual([
    { by: ["MetaHubsAllDown"], equal: [], meant: true },
    { by: ["FederationMeshDown"], equal: ["instance"], meant: true },
  ]);
});

const why = amtool === null ? " (skipped: no amtool on PATH; it comes with Alertmanager)" : "";

test.skipIf(amtool === null)(`amtool finds nothing wrong, and who is told by how bad it is${why}`, async () => {
  const file = join(projectRoot, "deploy/alertmanager.yml");
  const run = async (...words: string[]) => {
    const child = Bun.spawn([amtool ?? "", ...words], { stdout: "pipe", stderr: "pipe" });
    const [said, errors] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
    if ((await child.exited) !== 0) throw new Error(errors);
    return said;
  };
  expect(await run("check-config", file)).toContain("SUCCESS");
  const told = (severity: string) =>
    run("config", "routes", "test", `--config.file=${file}`, "alertname=Any", `severity=${severity}`);
  for (const severity of ["critical", "warning"]) expect(await told(severity)).toBe("people\n");
  expect(await told("info")).toBe("nobody\n");
});
