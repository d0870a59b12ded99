import { afterAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runScript } from "./testing/runScript.ts";

const root = await mkdtemp(join(tmpdir(), "audit-run-"));
afterAll(() => rm(root, { recursive: true, force: true }));

const password = "unguessable-unguessable-9";
await Bun.write(join(root, "a b/db.ts"), `export const url = "postgres://app:${password}@db.internal:5432/app";\n`);
await Bun.write(join(root, "requirements.txt"), "a==1.0\n");

const run = (...args: string[]) => runScript("audit-run", args);

test("the report names rule, file and line, says what is unknown, ends with 1, and keeps the secret", async () => {
  const { code, output, errors } = await run("--kind", "security", "--root", root);
  expect(code).toBe(1);
  for (const part of ["critical", "a b/db.ts:1", "database-connection-string", "security: fail", "unknown"]) {
    expect(output).toContain(part);
  }
  expect(output + errors).not.toContain(password.slice(0, 6));
});

test("as JSON and as SARIF it says the same, without the secret", async () => {
  const json = await run("--kind", "security", "--root", root, "--json");
  expect(JSON.parse(json.output)).toMatchObject({ status: "fail", counts: { secrets: 1, vulnsCritical: null } });
  const sarif = await run("--kind", "security", "--root", root, "--sarif");
  const [{ results, tool }] = JSON.parse(sarif.output).runs;
  expect(results[0]).toMatchObject({
    ruleId: "secret/database-connection-string",
    level: "error",
    locations: [{ physicalLocation: { artifactLocation: { uri: "a%20b/db.ts" }, region: { startLine: 1 } } }],
  });
  expect(tool.driver.rules[results[0].ruleIndex].id).toBe(results[0].ruleId);
  expect(json.output + sarif.output).not.toContain(password.slice(0, 6));
});

test("what could not be found out ends with 3", async () => {
  const { code, output } = await run("--kind", "license", "--root", root);
  expect([code, output.includes("a 1.0")]).toEqual([3, true]);
});

test.each([
  [["--kind", "everything"], "--kind must be one of security, codeReview, license"],
  [["--kind", "license", "--root", join(root, "nowhere")], "is not a folder"],
  [["--colour"], "--colour"],
])("wrong input %p ends with 2 and says what to do", async (args, message) => {
  const { code, errors } = await run(...args);
  expect([code, errors.includes(message), errors.includes("    at ")]).toEqual([2, true, false]);
});
