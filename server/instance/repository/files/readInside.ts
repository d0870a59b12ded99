import { realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";

/** Larger files of declarations are not read. */
const maxBytes = 1024 * 1024;

/**
 * Where `path`, given relative to `root`, really is; null when there is no such file, or when it lies outside `root`
 * by `..` or by a symbolic link: a repository may not point its hub at the machine's other files.
 */
export async function fileInside(root: string, path: string): Promise<string | null> {
  try {
    const [base, real] = await Promise.all([realpath(root), realpath(join(root, path))]);
    return real.startsWith(base + sep) && (await stat(real)).isFile() ? real : null;
  } catch {
    return null;
  }
}

/** The text of a file inside `root` of at most 1 MiB, else null. */
export async function readInside(root: string, path: string): Promise<string | null> {
  const real = await fileInside(root, path);
  if (real === null || (await stat(real)).size > maxBytes) return null;
  try {
    return await Bun.file(real).text();
  } catch {
    return null;
  }
}

/** The number, from 1, of the line where `part` is first found; 1 when it is not. */
export function lineOf(text: string, part: string | RegExp): number {
  const at = typeof part === "string" ? text.indexOf(part) : text.search(part);
  return at < 0 ? 1 : text.slice(0, at).split("\n").length;
}
