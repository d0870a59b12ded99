import { lstat } from "node:fs/promises";
import { join } from "node:path";

/** The files that say what names of modules mean. When one of them changes, every import is resolved again. */
export const isManifest = (path: string): boolean =>
  /(^|\/)(go\.mod|package\.json|[jt]sconfig[\w.-]*\.json)$/.test(path);

const maxManifestBytes = 256 * 1024;

/** The text of each manifest among the paths, by its path. Symlinks and whatever cannot be read are left out. */
export async function readManifests(root: string, paths: readonly string[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const path of paths.filter(isManifest)) {
    const file = join(root, path);
    const stat = await lstat(file).catch(() => null);
    if (stat === null || !stat.isFile() || stat.size > maxManifestBytes) continue;
    texts.set(path, await Bun.file(file).text());
  }
  return texts;
}
