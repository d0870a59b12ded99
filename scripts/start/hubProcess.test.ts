import { expect, test } from "bun:test";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { instanceEnvironment, metaEnvironment, setAside, sharedEnvironment } from "./hubProcess.ts";
import { aloneCommand } from "./hubs.ts";

test("what the federation's own environment says does not leak into every hub", () => {
  const shared = sharedEnvironment(
    {
      PATH: "/bin",
      LOG_LEVEL: "debug",
      HUB_HOST: "0.0.0.0",
      DATABASE_URL: "postgres://fed",
      MESH_HMAC_KEY: "root",
      FED_API_KEY: "k",
      NATS_NKEY_SEED: "SU",
      HUB_PORT: "1",
    },
    "/data",
  );
  expect(shared).toEqual({ PATH: "/bin", LOG_LEVEL: "debug", HUB_HOST: "0.0.0.0", FED_DATA_DIR: "/data" });
});

test("what is for the Meta Hub alone goes there and to no instance", () => {
  const source = { PATH: "/bin", OIDC_CLIENT_SECRET: "s", MESH_STREAM_REPLICAS: "3", MESH_HMAC_KEY: "root" };
  expect(metaEnvironment(source)).toEqual({ OIDC_CLIENT_SECRET: "s", MESH_STREAM_REPLICAS: "3" });
  expect(sharedEnvironment(source, "/data")).toEqual({ PATH: "/bin", FED_DATA_DIR: "/data" });
});

test("no instance learns what the policy names for webhooks", () => {
  const source = { PATH: "/bin", ALERTS_SIGNING_SECRET: "s", CHAT: "https://chat", OTEL_EXPORTER_OTLP_HEADERS: "h" };
  expect(instanceEnvironment(source, "/data", ["ALERTS_SIGNING_SECRET", "CHAT"])).toEqual({
    ...{ PATH: "/bin", OTEL_EXPORTER_OTLP_HEADERS: "h", FED_DATA_DIR: "/data" },
  });
});

test("the command that starts one hub alone survives a copy into a shell", () => {
  expect(aloneCommand("a", "/tmp/it's here", "/data/x")).toBe(
    "FED_DATA_DIR=/data/x bun server/main.ts --scope=project --project a --root '/tmp/it'\\''s here'",
  );
  expect(aloneCommand("a", "/srv/a", `${process.cwd()}/.data`)).toBe(
    "bun server/main.ts --scope=project --project a --root /srv/a",
  );
});

test("a log that has grown too long is set aside, in place of the one before", async () => {
  const folder = await mkdtemp(join(tmpdir(), "fed-log-"));
  const file = join(folder, "meta.log");
  setAside(file, 5);
  for (const text of ["short", "longer", "longest"]) {
    await Bun.write(file, text);
    setAside(file, 5);
  }
  expect(await readdir(folder)).toEqual(["meta.log.1"]);
  expect(await Bun.file(`${file}.1`).text()).toBe("longest");
  await rm(folder, { recursive: true });
});
