import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileInside } from "../../repository/files/readInside.ts";

const maxFiles = 100;

/** `inode` stays the same when rotation renames the file. */
export type RotatedFile = { file: string; writtenAt: Date; inode: string };

/**
 * The log at `path` and what rotation made of it (`gateway.log.1`, `gateway.log.2.gz`, `gateway.log-20261120`), newest
 * first by the time they were last written, at most 100. Relative to `root`, and nothing outside it.
 */
export async function rotatedFiles(root: string, path: string): Promise<RotatedFile[]> {
  const folder = dirname(path);
  const name = basename(path);
  const names = await readdir(join(root, folder)).catch(() => []);
  const isRotated = (rest: string) => /^([.-]\d{1,14}){0,2}(\.gz)?$/.test(rest);
  const candidates = names.filter((other) => other.startsWith(name) && isRotated(other.slice(name.length)));
  const dated = await Promise.all(
    candidates.map(async (other) => {
      const file = join(folder, other);
      const real = await fileInside(root, file);
      if (real === null) return null;
      const { mtime, dev, ino } = await stat(real);
      return { file, writtenAt: mtime, inode: `${dev} ${ino}` };
    }),
  );
  return dated
    .filter((entry) => entry !== null)
    .sort((a, b) => b.writtenAt.getTime() - a.writtenAt.getTime() || a.file.localeCompare(b.file))
    .slice(0, maxFiles);
}
