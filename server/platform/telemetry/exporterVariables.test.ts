import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { eventually } from "../../../scripts/testing/eventually.ts";
import { type OtlpReceiver, startOtlpReceiver } from "../../../scripts/testing/otlpReceiver.ts";
import { makeSelfSigned } from "../../federation/verifier/testing/selfSigned.ts";
import { telemetrySettings, telemetryVariables } from "./settings.ts";

const program = fileURLToPath(new URL("testing/tellOnce.ts", import.meta.url));
let folder: string;
let certificate: string;
let receiver: OtlpReceiver;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "otlp-"));
  const tls = makeSelfSigned("localhost");
  certificate = join(folder, "ca.pem");
  await Bun.write(certificate, tls.cert);
  receiver = startOtlpReceiver(tls);
});
afterAll(async () => {
  await receiver.stop();
  await rm(folder, { recursive: true });
});

/** Sends one span from a process of its own, since exporters read the environment; nothing else is in it. Answers its log. */
function tellOnce(variables: Record<string, string>, ...words: string[]) {
  const settings = JSON.stringify(telemetrySettings(z.object(telemetryVariables).parse(variables)));
  const command = [process.execPath, program, settings, ...words];
  const child = Bun.spawn(command, { env: variables, stdout: "pipe", stderr: "inherit" });
  return { child, log: new Response(child.stdout).text() };
}

test("a collector whose certificate nobody vouches for is told nothing, and the log says why", async () => {
  const log = await tellOnce({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint }).log;
  expect(log).toContain("telemetry.not_sent");
  expect(log).toMatch(/certificate|self.signed/i);
  expect(receiver.headers.size).toBe(0);
}, 30_000);

test("OTEL_EXPORTER_OTLP_CERTIFICATE vouches for it: both signals come through TLS", async () => {
  const { log } = tellOnce({
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
    OTEL_EXPORTER_OTLP_CERTIFICATE: certificate,
  });
  expect(await log).not.toContain("telemetry.not_sent");
  expect(receiver.spans.map(({ name }) => name)).toEqual(["only.work"]);
  expect([...(receiver.metrics.get("once") ?? [])]).toContain("process_resident_memory_bytes");
}, 30_000);

test("OTEL_EXPORTER_OTLP_TIMEOUT ends a sending that a collector never answers, before the others' 10 s", async () => {
  const never = Promise.withResolvers<Response>();
  let asked = 0;
  const deaf = Bun.serve({
    ...{ hostname: "127.0.0.1", port: 0 },
    fetch() {
      asked++;
      return never.promise;
    },
  });
  const { child, log } = tellOnce(
    { OTEL_EXPORTER_OTLP_ENDPOINT: deaf.url.origin, OTEL_EXPORTER_OTLP_TIMEOUT: "200", OTEL_METRICS_EXPORTER: "none" },
    "--await-failure",
  );
  await eventually(() => asked > 0, { timeoutMs: 20_000 });
  await eventually(() => child.exitCode !== null, { timeoutMs: 8_000 }).finally(() => child.kill());
  await deaf.stop(true);
  expect(await log).toContain("telemetry.not_sent");
}, 30_000);
