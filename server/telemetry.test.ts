import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findFreePort } from "../scripts/embedded/freePort.ts";
import { createTestDatabase } from "../scripts/testing/database.ts";
import { eventually } from "../scripts/testing/eventually.ts";
import { startTestNats } from "../scripts/testing/nats.ts";
import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from "../scripts/testing/otlpReceiver.ts";
import { parseMetrics } from "../scripts/testing/parseMetrics.ts";
import { deriveActionKey, deriveReceiptKey, encodeKey } from "./platform/keys/deriveKeys.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
const rootKey = Buffer.alloc(32, 5);
const metaService = "commandcenter-meta-hub";
const hubService = "commandcenter-project-hub";
const stops: (() => unknown)[] = [];
const adminKey = `fed_${Buffer.alloc(24, 9).toString("hex")}`;
const hubKey = Buffer.alloc(24, 8).toString("hex");
let receiver: OtlpReceiver;
/** Where each hub answers. */
let addresses: { meta: string; hub: string };

/** Runs one hub in a process of its own, as `bun start` does. */
function spawnHub(args: string[], variables: Record<string, string>): void {
  const child = Bun.spawn([process.execPath, main, ...args], {
    env: {
      ...{ LOG_LEVEL: "error", ...variables },
      ...{ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint },
      ...{ OTEL_BSP_SCHEDULE_DELAY: "50", OTEL_METRIC_EXPORT_INTERVAL: "500" },
      ...{
        OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20top,x-tenant=7",
        OTEL_EXPORTER_OTLP_COMPRESSION: "gzip",
      },
      OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=test",
    },
    stdout: "inherit",
    stderr: "inherit",
  });
  stops.push(async () => {
    child.kill("SIGTERM");
    await child.exited;
  });
}

beforeAll(async () => {
  receiver = startOtlpReceiver();
  stops.push(() => receiver.stop());
  const folder = await mkdtemp(join(tmpdir(), "traced-"));
  stops.push(() => rm(folder, { recursive: true }));
  const [federation, instance, nats, metaPort, hubPort] = await Promise.all([
    createTestDatabase("federation"),
    createTestDatabase("instance"),
    startTestNats(),
    findFreePort(),
    findFreePort(),
  ]);
  stops.push(federation.drop, instance.drop, nats.stop);
  await writeFile(join(folder, "main.go"), "package main\nfunc main() {}\n");
  await writeFile(
    join(folder, "projects.yaml"),
    `projects:\n  - { slug: veria, name: Veria, hubUrl: "http://127.0.0.1:${hubPort}", meshNs: veria.mesh, network: loopback }\n`,
  );
  await writeFile(join(folder, "policy.yaml"), "{}\n");
  await Bun.write(join(folder, ".data/keys/admin.key"), adminKey);
  addresses = { meta: `http://127.0.0.1:${metaPort}`, hub: `http://127.0.0.1:${hubPort}` };
  const common = { FED_DATA_DIR: join(folder, ".data"), NATS_URL: nats.url };
  spawnHub(["--scope=meta"], {
    ...{ ...common, FED_CONFIG_DIR: folder, FED_PORT: String(metaPort), DATABASE_URL: federation.url },
    MESH_HMAC_KEY: rootKey.toString("base64"),
  });
  spawnHub(["--scope=project", "--project", "veria", "--root", folder], {
    ...{ ...common, HUB_PORT: String(hubPort), DATABASE_URL: instance.url, HUB_BEAT_SECONDS: "1" },
    HUB_API_KEY: hubKey,
    MESH_HMAC_KEY: encodeKey(deriveActionKey(rootKey, "veria", "k1")),
    MESH_RECEIPT_KEY: encodeKey(deriveReceiptKey(rootKey, "veria", "k1")),
  });
}, 30_000);

afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

/** The spans of the trace in which a summary was published, taken in and announced; null until it is whole. */
function wholeTrace(): Record<string, ReceivedSpan> | null {
  const named = (name: string, traceId: string, parentSpanId?: string) =>
    receiver.spans.find(
      (span) =>
        span.name === name &&
        span.traceId === traceId &&
        (parentSpanId === undefined || span.parentSpanId === parentSpanId),
    );
  for (const publish of receiver.spans) {
    const subject = publish.attributes["messaging.destination.name"];
    if (publish.name !== "fed.event.publish" || subject !== "fed.veria.mesh.graph.summary.nodes") continue;
    const tell = named("fed.summaries.tell", publish.traceId);
    const taken = named("fed.event.process", publish.traceId, publish.spanId);
    const announced = named("fed.event.announce", publish.traceId, publish.spanId);
    const shared = receiver.spans.find(({ spanId }) => spanId === taken?.links[0]?.spanId);
    if (tell && taken && announced && shared) return { tell, publish, taken, announced, shared };
  }
  return null;
}

test("a summary is one trace, from the hub that tells it to the commit and the notice at the Meta Hub", async () => {
  await eventually(() => wholeTrace() !== null, { timeoutMs: 20_000 });
  const { tell, publish, taken, announced, shared } = wholeTrace() ?? {};
  expect([tell?.service, publish?.service]).toEqual([hubService, hubService]);
  expect([taken?.service, announced?.service, shared?.service]).toEqual([metaService, metaService, metaService]);
  expect(publish?.parentSpanId).toBe(tell?.spanId ?? "no span");
  expect(taken?.attributes["messaging.message.id"]).toBe(publish?.attributes["messaging.message.id"]);
  // The batch is in the event's trace where that is the only one; it is linked to each in any case.
  expect(shared?.name).toBe("fed.aggregate.metrics");
  const alone = shared?.links.length === 1;
  expect({ alone, inside: shared?.traceId === publish?.traceId }).toEqual({ alone, inside: alone });
  expect(shared?.links.map(({ spanId }) => spanId)).toContain(publish?.spanId ?? "no span");
}, 30_000);

test("a sign of life is traced in the same way", async () => {
  await eventually(() => {
    const batch = receiver.spans.find(({ name, links }) => name === "fed.catalog.update" && links.length > 0);
    return receiver.spans.some(
      ({ name, spanId, service }) =>
        name === "fed.event.publish" && service === hubService && spanId === batch?.links[0]?.spanId,
    );
  });
});

test("both signals carry the headers that are set, compressed, and the sender's attributes", async () => {
  await eventually(() => receiver.spans.length > 0 && receiver.headers.size === 2);
  for (const headers of receiver.headers.values()) {
    const told = ["authorization", "x-tenant", "content-encoding"].map((name) => headers.get(name));
    expect(told).toEqual(["Bearer top", "7", "gzip"]);
  }
  expect(receiver.spans.every(({ sender }) => sender["deployment.environment.name"] === "test")).toBe(true);
});

test("an endpoint that is tried is one trace with the request that the project's hub answers", async () => {
  await eventually(() => {
    const asked = receiver.spans.find(
      ({ name, attributes }) => name === "fed.verify.endpoint" && attributes["fed.endpoint.type"] === "capabilities",
    );
    return receiver.spans.some(
      ({ name, service, traceId, parentSpanId }) =>
        name === "GET /api/capabilities" &&
        service === hubService &&
        traceId === asked?.traceId &&
        parentSpanId === asked?.spanId,
    );
  });
});

test("both hubs can be scraped, and send the same metrics", async () => {
  const scrape = async (address: string, key: string) =>
    parseMetrics(await (await fetch(`${address}/metrics`, { headers: { authorization: `Bearer ${key}` } })).text());
  const meta = await scrape(addresses.meta, adminKey);
  expect(meta.get("fed_projects")?.samples.find(({ value }) => value > 0)?.labels).toEqual({
    ...{ status: "online", origin: "declared" },
  });
  const hub = await scrape(addresses.hub, hubKey);
  expect(hub.get("hub_last_scan_timestamp_seconds")?.samples).toHaveLength(1);
  await eventually(() => receiver.metrics.get(metaService)?.has("fed_projects"));
  await eventually(() => receiver.metrics.get(hubService)?.has("hub_published_events_total"));
});
