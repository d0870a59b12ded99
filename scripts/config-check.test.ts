import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runScript } from "./testing/runScript.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "config-check-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (environment: Record<string, string>, ...args: string[]) => runScript("config-check", args, environment);

const project = "slug: veria, name: Veria, hubUrl: http://127.0.0.1:5401, meshNs: veria.mesh";
const write = (name: string, text: string) => Bun.write(join(folder, name), text);

describe("config:check", () => {
  test("accepts what ships, and says what it found", async () => {
    const { code, output } = await run({});
    expect(code).toBe(0);
    expect(output).toContain("ok     config/projects.yaml: 3 projects");
    expect(output).toMatch(/^ok +veria: hub\.yaml in examples\/veria: allows /m);
    expect(output).toContain("All can be used.");
  });

  test("names every file, the place in it and what is expected, and ends with 2", async () => {
    await write("config/projects.yaml", `projects: [{ ${project}, root: veria }, { ${project}, hubUr: x }]`);
    await write("config/policy.yaml", "metrics: { rawDays: 0 }\nnotifications: { webhooks: [{ url: ftp://x }] }");
    const { code, output } = await run({ FED_CONFIG_DIR: join(folder, "config"), OIDC_ISSUER: "http://id.example" });
    expect(code).toBe(2);
    expect(output).toContain("OIDC_ISSUER: must be an https address");
    expect(output).toMatch(/projects\.yaml has values that cannot be used:\n.*projects\[1\]: .*"hubUr"/);
    expect(output).toMatch(/policy\.yaml has values that cannot be used:\n.*metrics\.rawDays: /);
    expect(output).toContain("notifications.webhooks[0].url: must be an http or https address");
    expect(output).toContain("3 of 3 cannot be used.");
  });

  test("checks each project's own file, that its root is there, and secrets by their name", async () => {
    const second = project.replaceAll("veria", "nova").replace("Veria", "Nova");
    await write("config/projects.yaml", `projects: [{ ${project}, root: veria }, { ${second}, root: nowhere }]`);
    await write("config/policy.yaml", "notifications: { webhooks: [{ url: https://x.example, secretEnv: HOOK_KEY }] }");
    await write("veria/hub.yaml", "allowFanout: [audit.everything]");
    const { code, output } = await run({ FED_CONFIG_DIR: join(folder, "config") });
    expect(code).toBe(2);
    expect(output).toMatch(/hub\.yaml has values that cannot be used:\n.*allowFanout\[0\]: .*"audit\.security"/);
    expect(output).toContain("nowhere, the root of nova, is not a folder.");
    expect(output).toContain("policy.yaml names variables that are not set:");
  });

  test("as JSON answers what it checked; an unknown flag is refused", async () => {
    const { code, output } = await run({}, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(output)).toContainEqual({ what: "config/projects.yaml", says: "3 projects", problem: null });
    expect((await run({}, "--jsno")).code).toBe(2);
    expect((await run({}, "--help")).output).toContain("Exit code: 0");
  });
});
