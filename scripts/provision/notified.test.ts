import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { Lifecycle } from "../../server/platform/lifecycle.ts";
import { silentLog } from "../../server/platform/log.ts";
import { findFreePort } from "../embedded/freePort.ts";
import { declareReal, projectsYaml } from "../fleet/members.ts";
import { type FleetSystem, startSystem } from "../fleet/metaHub.ts";
import { eventually } from "../testing/eventually.ts";
import { alertmanagerBinary } from "./testing/alertmanagerTools.ts";
import { projectRoot } from "./testing/composeFile.ts";
import { prometheusBinary, startPrometheus } from "./testing/startPrometheus.ts";
import { startServer } from "./testing/startServer.ts";

const missing = [
  ...(prometheusBinary === null ? ["prometheus"] : []),
  ...(alertmanagerBinary === null ? ["alertmanager"] : []),
];
const why = missing.length > 0 ? ` (skipped: no ${missing.join(" and no ")} on PATH)` : "";

const told = z.object({
  status: z.enum(["firing", "resolved"]),
  groupLabels: z.object({ alertname: z.string() }),
  alerts: z.array(
    z.object({ labels: z.record(z.string(), z.string()), annotations: z.record(z.string(), z.string()) }),
  ),
});
const held = z.array(
  z.object({ labels: z.object({ alertname: z.string() }), status: z.object({ inhibitedBy: z.array(z.string()) }) }),
);
const patience = { timeoutMs: 60_000, pauseMs: 200 };

const lifecycle = new Lifecycle(silentLog);
const received: z.infer<typeof told>[] = [];
let system: FleetSystem;
let hubUrl: string;
let alertmanagerUrl: string;

const read = async (path: string) => parse(await Bun.file(join(projectRoot, path)).text());
const notices = (name: string) => received.filter(({ groupLabels }) => groupLabels.alertname === name);
const notice = (name: string, status: "firing" | "resolved", size = 1) =>
  eventually(() => {
    const found = notices(name).find((each) => each.status === status && each.alerts.length === size);
    if (found === undefined) throw new Error(`of ${name} nobody was told ${status} ${size}`);
    return found;
  }, patience);
/** How many alerts of a name another one holds back now. */
const heldBack = async (name: string) =>
  held
    .parse(await (await fetch(`${alertmanagerUrl}/api/v2/alerts`)).json())
    .filter(({ labels, status }) => labels.alertname === name && status.inhibitedBy.length > 0).length;

/** The rules as shipped, which ring after seconds instead of minutes. */
async function writeRules(file: string): Promise<void> {
  const { groups } = await read("deploy/prometheus/rules.yml");
  for (const { rules } of groups) for (const rule of rules) if ("for" in rule) rule.for = "3s";
  await Bun.write(file, stringify({ groups }));
}

/** Alertmanager as shipped, with a receiver for people, and seconds instead of half a minute to wait for more of the same. */
async function startAlertmanager(folder: string, receiver: string): Promise<string> {
  const config = await read("deploy/alertmanager.yml");
  Object.assign(config.route, { group_wait: "5s", group_interval: "1s" });
  const people = config.receivers.find(({ name }: { name: string }) => name === "people");
  people.webhook_configs = [{ url: receiver }];
  const file = join(folder, "alertmanager.yml");
  await Bun.write(file, stringify(config));
  const host = `127.0.0.1:${await findFreePort()}`;
  const command = [
    ...[alertmanagerBinary ?? "", `--config.file=${file}`, `--storage.path=${join(folder, "alertmanager")}`],
    ...[`--web.listen-address=${host}`, "--cluster.listen-address="],
  ];
  return await startServer(lifecycle, { name: "alertmanager", folder, host, command });
}

describe.skipIf(missing.length > 0)(`Alertmanager tells people${why}`, () => {
  beforeAll(async () => {
    const project = await declareReal();
    hubUrl = project.hubUrl;
    const config = { projects: projectsYaml([], project) };
    system = await startSystem(lifecycle, config, { brokers: 1, metaHubs: 2, project });
    const receiver = Bun.serve({
      ...{ hostname: "127.0.0.1", port: 0 },
      async fetch(request) {
        received.push(told.parse(await request.json()));
        return new Response();
      },
    });
    lifecycle.onStop("receiver", () => receiver.stop(true));
    const rulesFile = join(system.folder, "rules.yml");
    await writeRules(rulesFile);
    alertmanagerUrl = await startAlertmanager(system.folder, receiver.url.href);
    const alertmanager = new URL(alertmanagerUrl).host;
    await startPrometheus(lifecycle, system, { hubUrl, rulesFile, alertmanager });
  }, 120_000);
  afterAll(() => lifecycle.stop());

  test("when a project hub is gone, with what to do, and when it is back", async () => {
    await system.instance?.kill();
    const { alerts } = await notice("ProjectHubDown", "firing");
    expect(alerts).toMatchObject([
      {
        labels: { instance: new URL(hubUrl).host, severity: "warning" },
        annotations: { runbook_url: "docs/operations.md#projecthubdown" },
      },
    ]);
    await system.instance?.start();
    await notice("ProjectHubDown", "resolved");
  }, 150_000);

  test("once of what both Meta Hubs say", async () => {
    await system.database.kill();
    const { alerts } = await notice("FederationDatabaseDown", "firing", 2);
    expect(alerts.map(({ labels }) => labels.instance).sort()).toEqual(
      system.metaHubs.map(({ url }) => new URL(url).host).sort(),
    );
  }, 90_000);

  test("that all Meta Hubs are gone, and not that each of them is", async () => {
    await Promise.all(system.metaHubs.map((metaHub) => metaHub.kill()));
    await notice("MetaHubsAllDown", "firing");
    await eventually(async () => (await heldBack("MetaHubDown")) === 2, patience);
    expect(notices("MetaHubDown")).toEqual([]);
  }, 150_000);
});
