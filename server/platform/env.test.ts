import { describe, expect, test } from "bun:test";
import { fileURLToPath } from "node:url";
import { checkEnvironment, knownVariables, readMetaEnv } from "./env.ts";
import { UserError } from "./errors.ts";

const required = {
  FED_DATA_DIR: "/nonexistent",
  DATABASE_URL: "postgres://127.0.0.1/fed",
  NATS_URL: "nats://127.0.0.1:4222",
  MESH_HMAC_KEY: Buffer.alloc(32).toString("base64"),
};
const oidc = {
  OIDC_ISSUER: "https://id.example",
  OIDC_CLIENT_ID: "fed",
  OIDC_CLIENT_SECRET: "s",
  OIDC_ROLE_MAP: "*=viewer",
};

const complaint = async (variables: Record<string, string>): Promise<string> => {
  const failed = await readMetaEnv({ ...required, ...variables }).catch((thrown: unknown) => thrown);
  if (failed instanceof UserError) return failed.message;
  throw new Error("the environment was accepted");
};

test(".env.example lists every variable that is read, and no other", async () => {
  const example = await Bun.file(fileURLToPath(new URL("../../.env.example", import.meta.url))).text();
  const listed = [...example.matchAll(/^#?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name ?? "");
  // Two are read by OpenTelemetry's own libraries, and what policy.yaml names for webhooks is the reader's choice.
  const theirs = /^(ALERTS_.*|OTEL_EXPORTER_OTLP_HEADERS|OTEL_RESOURCE_ATTRIBUTES)$/;
  const ours = listed.filter((name) => !theirs.test(name));
  expect(ours.toSorted()).toEqual([...knownVariables].toSorted());
});

test("a broker's address that the connection could not use is refused, and no password of it is repeated", async () => {
  expect(await complaint({ NATS_URL: "wss://hub:hunter2@broker:1" })).toContain("NATS_URL: A broker's address must be");
  const bare = await complaint({ NATS_URL: "nats://hub:hunter2%@broker:1" });
  expect(bare).toContain("%25");
  expect(bare).not.toContain("hunter2");
});

describe("what the Meta Hub is told of the outside", () => {
  test("is nothing by default", async () => {
    const env = await readMetaEnv({ ...required, OIDC_ISSUER: "", FED_PUBLIC_URL: "" });
    expect(env).toMatchObject({ FED_CORS_ORIGINS: [], FED_TRUST_PROXY: false });
    expect([env.FED_PUBLIC_URL, env.OIDC_ISSUER]).toEqual([undefined, undefined]);
  });

  test("is read as a list, a flag and a map", async () => {
    const env = await readMetaEnv({
      ...{
        ...required,
        ...oidc,
        FED_CORS_ORIGINS: "https://a.example, http://b.example:8080",
        FED_TRUST_PROXY: "true",
      },
      OIDC_ROLE_MAP: "cn=ops,ou=groups=operator; *=viewer;",
    });
    expect(env.FED_CORS_ORIGINS).toEqual(["https://a.example", "http://b.example:8080"]);
    expect(env.FED_TRUST_PROXY).toBe(true);
    expect([...(env.OIDC_ROLE_MAP ?? [])]).toEqual([
      ["cn=ops,ou=groups", "operator"],
      ["*", "viewer"],
    ]);
  });

  test.each([
    [{ FED_CORS_ORIGINS: "*" }, "FED_CORS_ORIGINS: must be origins like"],
    [{ FED_CORS_ORIGINS: "https://a.example/path" }, "FED_CORS_ORIGINS: must be origins like"],
    [{ FED_PUBLIC_URL: "fed.example" }, "FED_PUBLIC_URL: must be an http or https address"],
    [{ ...oidc, OIDC_ISSUER: "http://id.example" }, "OIDC_ISSUER: must be an https address"],
    [{ OIDC_ISSUER: "https://id.example" }, "OIDC_CLIENT_SECRET: is not set"],
    [{ ...oidc, OIDC_ROLE_MAP: "staff=root" }, "OIDC_ROLE_MAP: must be like"],
    [{ ...oidc, OIDC_SCOPE: "profile" }, "OIDC_SCOPE: must contain openid"],
  ])("is refused by name when it cannot be: %j", async (variables, message) => {
    expect(await complaint(variables)).toContain(message);
  });
});

test("a check needs nothing that is generated, and names what is set", () => {
  expect(checkEnvironment({ FED_PORT: "5400", PATH: "/bin", LOG_LEVEL: "" })).toEqual(["FED_PORT"]);
  expect(() => checkEnvironment({ HUB_BEAT_SECONDS: "0" })).toThrow("HUB_BEAT_SECONDS");
  expect(() => checkEnvironment({ OIDC_ISSUER: "https://id.example" })).toThrow("OIDC_ROLE_MAP: is not set");
});
