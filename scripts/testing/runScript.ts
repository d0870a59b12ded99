import { fileURLToPath } from "node:url";

/** How a command ended, and what it wrote. */
export type ScriptEnd = { code: number; output: string; errors: string };

/**
 * Runs a command of `scripts/` to its end, with nothing of this process's environment but where programs and the home
 * folder are.
 *
 * @param name the file's name without its ending.
 */
export async function runScript(
  name: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<ScriptEnd> {
  const { PATH = "", HOME = "" } = process.env;
  const path = fileURLToPath(new URL(`../${name}.ts`, import.meta.url));
  const child = Bun.spawn([process.execPath, path, ...args], {
    env: { PATH, HOME, NO_COLOR: "1", ...environment },
    stdout: "pipe",
    stderr: "pipe",
  });
  const [output, errors] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { code: await child.exited, output, errors };
}
