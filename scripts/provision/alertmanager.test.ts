import { expect, test } from "bun:test";
import { join } from "node:path";
import { parse } from "yaml";
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
