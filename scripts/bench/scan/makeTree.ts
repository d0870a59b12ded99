import { copyFile, mkdir, readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const checkout = fileURLToPath(new URL("../../../", import.meta.url));

/** Where real code in many languages is at hand: the project's own, its samples, and what it depends on. */
const sources = ["server", "client", "contracts", "examples", "node_modules"];
const wanted = /\.(ts|tsx|mts|js|jsx|mjs|cjs|css|py|go|rs|java|cs|cc|cpp|h|rb|php|sh|md|json|txt|yml|yaml)$/;

/** Larger files are rare in repositories; without a bound a few bundles of dependencies would outweigh all others. */
const maxFileBytes = 100_000;

/**
 * Puts together a repository of exactly `count` files out of real ones, as often as needed, each copy of all of them
 * with its folders, so that imports lead somewhere. Tracked by git.
 *
 * @returns how many bytes they are together.
 */
export async function makeTree(root: string, count: number): Promise<number> {
  const originals = await findOriginals(count);
  if (originals.length === 0) throw new Error("no files to copy were found");
  let bytes = 0;
  for (let done = 0; done < count; done++) {
    const original = originals[done % originals.length];
    if (original === undefined) continue;
    const copy = join(root, `copy-${Math.floor(done / originals.length)}`, original.path);
    await mkdir(dirname(copy), { recursive: true });
    await copyFile(join(checkout, original.path), copy);
    bytes += original.size;
  }
  // The dependencies' own ignore files are among what was copied.
  for (const command of [
    ["init", "-q"],
    ["add", "--force", "."],
  ]) {
    const git = Bun.spawnSync(["git", "-c", "core.looseCompression=0", "-C", root, ...command]);
    if (!git.success) throw new Error(`git ${command[0]}: ${git.stderr}`);
  }
  return bytes;
}

/** At most about `limit` files, taken evenly from all there are, so that a small tree is mixed like a large one. */
async function findOriginals(limit: number): Promise<{ path: string; size: number }[]> {
  const paths: string[] = [];
  for (const source of sources) {
    for (const entry of await readdir(join(checkout, source), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !wanted.test(entry.name)) continue;
      paths.push(join(entry.parentPath, entry.name).slice(checkout.length));
    }
  }
  paths.sort();
  const step = Math.max(1, Math.floor(paths.length / limit));
  const chosen = paths.filter((_, index) => index % step === 0);
  const sized = await Promise.all(
    chosen.map(async (path) => ({ path, size: (await stat(join(checkout, path))).size })),
  );
  return sized.filter(({ size }) => size <= maxFileBytes);
}
