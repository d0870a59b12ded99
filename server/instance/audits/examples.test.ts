import { afterAll, expect, test } from "bun:test";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { auditKind } from "../../../contracts/instance.ts";
import { loadHubConfig } from "../../platform/config.ts";
import { listFiles } from "../repository/files/listFiles.ts";
import { readSource } from "../repository/source/readSource.ts";
import { performAudit } from "./performAudit.ts";

// A copy, so that what is counted does not depend on what git tracks at the moment.
const samples = await mkdtemp(join(tmpdir(), "samples-"));
await cp(fileURLToPath(new URL("../../../examples", import.meta.url)), samples, {
  recursive: true,
  filter: (path) => !/\/(node_modules|__pycache__)(\/|$)/.test(path),
});
afterAll(() => rm(samples, { recursive: true, force: true }));

/** The number that a README gives for something, from its table. */
const counted = (readme: string, what: string) =>
  Number(new RegExp(`^\\| ${what} \\| (\\d+) \\|`, "m").exec(readme)?.[1]);

test.each(["veria", "performia", "rollizr"])("what the README of %s counts by hand is what is found", async (slug) => {
  const root = join(samples, slug);
  const readme = await Bun.file(join(root, "README.md")).text();
  const { paths } = await listFiles(root);
  let [symbols, tasks] = [0, 0];
  for (const path of paths) {
    const result = await readSource(root, path, undefined);
    if (result.outcome !== "read") throw new Error(`${path} was not read`);
    symbols += result.reading.symbols.length;
    tasks += result.reading.tasks.length;
  }
  const found: Record<string, number> = { files: paths.length, symbols, tasks };
  const config = await loadHubConfig(root);
  for (const kind of auditKind.options)
    found[`${kind} findings`] = (await performAudit({ kind, root, config })).findings.length;
  expect(found).toEqual(Object.fromEntries(Object.keys(found).map((what) => [what, counted(readme, what)])));
});
