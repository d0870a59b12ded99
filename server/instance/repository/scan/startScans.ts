import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "../../../platform/errors.ts";
import type { InstanceContext } from "../../context.ts";
import { type ScanProgress, scan } from "./scan.ts";
import { type Change, watch } from "./watch.ts";

export type Scans = {
  /** How far the scan under way is; null while none runs. */
  progress(): ScanProgress | null;
  /** Resolves when the first scan has ended, however it did. */
  first: Promise<void>;
  stop(): Promise<void>;
};

/** A scan is followed by a rest of four times as long, within these bounds, however busy the tree is. */
const restMs = (durationMs: number): number => Math.min(30_000, Math.max(1000, 4 * durationMs));

/**
 * Scans now, and again whenever the working tree changes: one scan at a time, and what changed meanwhile is seen by the
 * next. `onNews` is called after each completed scan that found something new, after the first in any case, and when
 * git's tags changed.
 */
export function startScans(ctx: InstanceContext, onNews: () => Promise<void>): Scans {
  const stopping = new AbortController();
  const { signal } = stopping;
  let progress: ScanProgress | null = null;
  let wanted = false;
  let running: Promise<void> | undefined;
  let news = true;
  const first = Promise.withResolvers<void>();

  const once = async () => {
    try {
      const result = await scan(ctx, {
        signal,
        onProgress: (now) => {
          progress = now;
        },
      });
      if (result.state !== "completed") return;
      if (news || result.changed > 0 || result.removed > 0) await onNews();
      news = false;
    } catch (thrown) {
      ctx.log.error("scan.failed", { error: messageOf(thrown) });
    } finally {
      progress = null;
      first.resolve();
    }
  };
  const run = async () => {
    while (wanted && !signal.aborted) {
      wanted = false;
      const started = performance.now();
      await once();
      if (!signal.aborted) await sleep(restMs(performance.now() - started), undefined, { signal }).catch(() => {});
    }
    running = undefined;
  };
  const soon = (change: Change) => {
    news ||= change === "tags";
    wanted = true;
    running ??= run();
  };

  // Watched before the first scan, so that no change falls between the two.
  const watching = watch({ root: ctx.root, log: ctx.log, onChange: soon });
  void watching.then(() => soon("files"));
  return {
    progress: () => progress,
    first: first.promise,
    async stop() {
      stopping.abort();
      (await watching).stop();
      await running;
    },
  };
}
