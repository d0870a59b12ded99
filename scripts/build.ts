import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const stampFile = `${root}client/dist/.inputs-hash`;
// One pattern each: Bun.Glob finds nothing by alternatives that differ in depth.
const inputs = ["client/**/*", "contracts/*.ts", "bun.lock", "tsconfig.json"].map((pattern) => new Bun.Glob(pattern));

/**
 * Builds the client into `client/dist`. `force` false leaves a build whose inputs are unchanged as it is.
 *
 * @returns whether it was built.
 */
export async function buildClient({ force = false } = {}): Promise<boolean> {
  const hash = await hashInputs();
  if (!force && existsSync(stampFile) && (await Bun.file(stampFile).text()) === hash) return false;
  await rm(stampFile, { force: true });
  const vite = Bun.spawn([process.execPath, "--bun", "x", "vite", "build", "--config", "client/vite.config.ts"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", NO_COLOR: "1", FORCE_COLOR: undefined },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const output = await Promise.all([new Response(vite.stdout).text(), new Response(vite.stderr).text()]);
  if ((await vite.exited) !== 0) throw new Error(`vite build failed:\n${output.join("\n")}`);
  await Bun.write(stampFile, hash);
  return true;
}

async function hashInputs(): Promise<string> {
  const found = inputs.flatMap((glob) => [...glob.scanSync({ cwd: root, onlyFiles: true })]);
  const paths = found.filter((path) => !path.startsWith("client/dist/")).sort();
  const files = await Promise.all(paths.map(async (path) => `${path}\0${await Bun.file(root + path).text()}`));
  return Bun.hash(files.join("\0")).toString(16);
}

if (import.meta.main) {
  const built = await buildClient({ force: process.argv.includes("--force") });
  console.log(built ? "Built client/dist." : "client/dist is up to date; --force builds it anyway.");
}
