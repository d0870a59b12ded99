import type { Traffic } from "./traffic.ts";

/**
 * What was read of one log file so far: as far as `offset`, where a line ends. Never changed, only replaced, so that two
 * readers at once count nothing twice.
 */
export type SeenLog = {
  /** Digest of the first bytes: another one is another file, though it has the name and the inode. */
  head: string;
  headBytes: number;
  offset: number;
  lines: number;
  /** Of a packed file, which is read whole or not at all: its size and time. Null of a plain one. */
  packed: string | null;
  /** Of a packed file that the bytes to be read did not suffice for: how many of it were read. Null of any other. */
  cutAt: number | null;
  /** Requests to a host, and from a caller, by their names. */
  sent: ReadonlyMap<string, Traffic>;
  received: ReadonlyMap<string, Traffic>;
};

/**
 * How far each log of each source was read, in memory: a log of gigabytes is read once and then only where it grew, also
 * when rotation has renamed it. By source, then by inode.
 */
export type SeenLogs = Map<string, ReadonlyMap<string, SeenLog>>;
