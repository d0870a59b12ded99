import { watch } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { DeclarationsApplied } from "../../../contracts/projects.ts";
import { AppError, messageOf } from "../../platform/errors.ts";
import { repeat } from "../../platform/repeat.ts";
import type { Author } from "../auditLog/author.ts";
import type { FederationContext } from "../context.ts";
import { type LoadDeclarations, reconcileDeclarations } from "./reconcileDeclarations.ts";

/** Keeps the catalog as `projects.yaml` says while the Meta Hub runs. */
export type DeclarationsWatch = {
  /** Applies the file now; forced by somebody, also when that archives many projects. Throws what is wrong with it. */
  reconcile(options: { force: boolean; by: Author }): Promise<DeclarationsApplied>;
  stop(): Promise<void>;
};

/** An editor writes a file in several steps. */
const settleMs = 300;
/** Some file systems, network mounts above all, tell nobody of a change. */
const lookMs = 30_000;

/**
 * Watches the folder of `projects.yaml` (a file that an editor or an orchestrator replaces is another file) and applies
 * what changes in it. A file that is wrong is told of once, and the last good one stays in force; one that could not be
 * applied because the database was away is tried again. Nothing is applied until it changes or `reconcile` is called.
 */
export function watchDeclarations(options: {
  ctx: FederationContext;
  configDir: string;
  load: LoadDeclarations;
  intervals?: { settleMs?: number; lookMs?: number };
}): DeclarationsWatch {
  const { ctx, configDir, load, intervals = {} } = options;
  let seen: string | null = null;
  let running: Promise<unknown> = Promise.resolve();
  let settling: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const fingerprint = async () => {
    try {
      const { mtimeMs, size, ino } = await stat(join(configDir, "projects.yaml"));
      return `${mtimeMs} ${size} ${ino}`;
    } catch {
      return "missing";
    }
  };

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = running.then(work);
    running = result.catch(() => {});
    return result;
  };

  const reconcile = (how: { force: boolean; by?: Author }) =>
    inTurn(async () => {
      const found = await fingerprint();
      try {
        const applied = await reconcileDeclarations(ctx, { load, ...how });
        seen = found;
        return applied;
      } catch (thrown) {
        // What is wrong with the file stays wrong until it changes; a database that was away is asked again.
        if (thrown instanceof AppError) seen = found;
        throw thrown;
      }
    });

  const look = async () => {
    const found = await inTurn(fingerprint);
    if (found === seen || stopped) return;
    // Told by reconcileDeclarations.
    await reconcile({ force: false }).catch(() => {});
  };

  const everyMs = intervals.lookMs ?? lookMs;
  const looking = repeat(ctx.log, "declarations", everyMs, look, { firstAfterMs: everyMs });
  const watcher = watch(configDir, () => {
    clearTimeout(settling);
    settling = setTimeout(() => void look(), intervals.settleMs ?? settleMs);
  });
  watcher.on("error", (error) => ctx.log.warn("catalog.watch_failed", { error: messageOf(error) }));

  return {
    reconcile,
    async stop() {
      stopped = true;
      watcher.close();
      clearTimeout(settling);
      await looking.stop();
      await running;
    },
  };
}
