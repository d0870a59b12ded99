import { expect, test } from "bun:test";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("fleet.ts", import.meta.url));

async function run(...args: string[]) {
  const { PATH = "", HOME = "" } = process.env;
  const child = Bun.spawn([process.execPath, script, ...args], { env: { PATH, HOME }, stdout: "pipe", stderr: "pipe" });
  const [output, errors] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { code: await child.exited, output, errors };
}

test("a Meta Hub knows what twenty hubs said, whatever went wrong on the way", async () => {
  const faults = "flap,skew,duplicate,shuffle,poison";
  const { code, output } = await run(
    "--projects",
    "20",
    "--seconds",
    "8",
    "--rate",
    "60",
    "--faults",
    faults,
    "--json",
  );
  const result = JSON.parse(output);
  expect(result.comparisons.map(({ differences }: { differences: string[] }) => differences)).toEqual([
    [],
    [],
    [],
    [],
    [],
  ]);
  expect(result.sent.events).toBeGreaterThan(100);
  expect(result.sent.poison).toBeGreaterThan(0);
  expect({ code, right: result.right }).toEqual({ code: 0, right: true });
}, 120_000);

test("says how it is used, and what is wrong", async () => {
  expect(await run("--help")).toMatchObject({ code: 0, output: expect.stringContaining("bun run fleet") });
  expect(await run("--projects", "0")).toMatchObject({ code: 2, errors: expect.stringContaining("--projects") });
});
