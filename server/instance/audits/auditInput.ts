import { setImmediate } from "node:timers/promises";
import type { AuditsConfig } from "../../../contracts/config.ts";

/**
 * What an audit works with. `root` is absolute, `files` are its files, relative, with forward slashes; `registry` is whom
 * to ask for advisories, when that is not npm's own.
 */
export type AuditInput = {
  root: string;
  files: string[];
  config: AuditsConfig;
  registry?: string | undefined;
  signal?: AbortSignal;
};

/**
 * Goes through files one by one. Every eighth time it lets everything else have its turn, and stops by throwing the
 * signal's reason when the audit was cancelled.
 */
export async function forEachFile(
  { files, signal }: Pick<AuditInput, "files" | "signal">,
  look: (file: string) => Promise<void>,
): Promise<void> {
  for (const [index, file] of files.entries()) {
    if (index % 8 === 0) await setImmediate();
    signal?.throwIfAborted();
    await look(file);
  }
}
