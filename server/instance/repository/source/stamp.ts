import type { BigIntStats } from "node:fs";

/** The coarsest clock of a file system still in use (FAT's) ticks every two seconds. */
const coarsestTickMs = 2000;

/**
 * A file's stamp: while it and the size stay the same, so does the content, and it need not be read and hashed again.
 *
 * Why that is safe: every write sets the change time (ctime), which no ordinary call can set back, unlike mtime; a file
 * put in its place by rename has another inode and a new ctime. What is left is a second write within the same tick of
 * the file system's clock as the first. So a file changed less than two ticks before it was looked at gets no stamp
 * (null) and is hashed the next time, as git does with "racily clean" entries.
 *
 * @param seenAt when the file was looked at, before it was read; milliseconds since 1970.
 */
export function stampOf(stat: BigIntStats, seenAt: number): string | null {
  const changedMs = Math.max(Number(stat.ctimeMs), Number(stat.mtimeMs));
  if (changedMs > seenAt - 2 * coarsestTickMs) return null;
  return `${stat.mtimeNs}.${stat.ctimeNs}.${stat.ino}`;
}
