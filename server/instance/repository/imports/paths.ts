import { posix } from "node:path";

/** The folder of a path, `""` for the root. */
export function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === "." ? "" : folder;
}

/** Joins and normalises; null where the result lies outside of the root. */
export function within(...parts: string[]): string | null {
  const joined = posix.normalize(posix.join(...parts));
  if (joined === "." || joined === "./") return "";
  return joined.startsWith("..") || joined.startsWith("/") ? null : joined.replace(/\/$/, "");
}
