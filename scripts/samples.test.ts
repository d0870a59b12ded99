import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findFreePort } from "./embedded/freePort.ts";
import { eventually } from "./testing/eventually.ts";

/** The samples' own programs, as their pages say to run them, on copies: what they write must not be in what is scanned. */
const python = Bun.which("python3");
const go = Bun.which("go");
const node = Bun.which("node");
const skipped = (name: string, found: string | null) => (found === null ? ` (skipped: no ${name} on PATH)` : "");
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fed-samples-"));
  await cp(fileURLToPath(new URL("../examples", import.meta.url)), folder, { recursive: true });
});
afterAll(() => rm(folder, { recursive: true }));

/** Starts one of a sample's commands in its folder. */
const spawn = (sample: string, command: string[], variables: Record<string, string> = {}) =>
  Bun.spawn(command, {
    ...{ cwd: join(folder, sample), env: { ...process.env, ...variables }, stdin: "ignore" as const },
    ...{ stdout: "pipe" as const, stderr: "pipe" as const },
  });

/** What one of them says, and how it ends. */
async function run(sample: string, command: string[]): Promise<{ code: number; said: string }> {
  const child = spawn(sample, command);
  const said = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { code: await child.exited, said: said.join("") };
}

/** Sends a sample's server the first request of its page, once it listens, and answers what a second one tells. */
async function ask(sample: string, command: string[], [path, body]: [string, object], then: string): Promise<unknown> {
  const port = await findFreePort();
  const server = spawn(sample, command, { PORT: String(port) });
  const url = `http://127.0.0.1:${port}`;
  try {
    const posted = await eventually(() => fetch(`${url}${path}`, { method: "POST", body: JSON.stringify(body) }), {
      timeoutMs: 20_000,
    });
    expect(posted.ok).toBe(true);
    return await (await fetch(`${url}${then}`)).json();
  } finally {
    server.kill();
    await server.exited;
  }
}

describe("Veria's", () => {
  test("tests pass, and need nothing installed", async () => {
    expect(await run("veria", [process.execPath, "test"])).toEqual({
      code: 0,
      said: expect.stringContaining(" 0 fail"),
    });
  }, 30_000);

  test("server objects to a large payment without a purpose", async () => {
    const money = { amount: 2_500_000, currency: "EUR" };
    const entry = { id: "e1", at: "2026-11-20T08:00:00Z", from: "bank", to: "studio", money };
    const objections = await ask("veria", [process.execPath, "src/server.ts"], ["/entries", entry], "/objections");
    expect(JSON.stringify(objections)).toContain("large-amount");
  }, 30_000);
});

describe.skipIf(python === null)(`Performia's${skipped("python3", python)}`, () => {
  test("tests pass", async () => {
    const { code, said } = await run("performia", [python ?? "", "-m", "unittest", "discover", "-s", "tests"]);
    expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining("OK") });
  }, 30_000);

  test("server counts a session as usage", async () => {
    const session: [string, object] = ["/v1/sessions", { project: "veria", bpm: 96 }];
    const usage = await ask("performia", [python ?? "", "-m", "performia.server"], session, "/v1/usage");
    expect(usage).toMatchObject([{ project: "veria" }]);
  }, 30_000);
});

describe("ROLLIZR's", () => {
  test.skipIf(go === null)(
    `tests pass${skipped("go", go)}`,
    async () => {
      const { code, said } = await run("rollizr", [go ?? "", "test", "./..."]);
      expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining("ok") });
    },
    120_000,
  );

  test.skipIf(node === null)(
    `page's tests pass${skipped("node", node)}`,
    async () => {
      const { code, said } = await run("rollizr", [node ?? "", "--test", "web/"]);
      expect({ code, said }).toEqual({ code: 0, said: expect.stringMatching(/fail 0/) });
    },
    60_000,
  );
});
