import type { InstanceContext } from "../context.ts";

/** Counts requests that were not believed. */
export type RefusalCounter = {
  /** Counts one; nothing is awaited, so a flood of them costs next to nothing. */
  add(reason: string): void;
  /** Stores what is not stored yet. */
  stop(): Promise<void>;
};

const storeAfterMs = 500;
const minuteMs = 60_000;
const longestReason = 120;

const addCounts = `
insert into "RefusedRequest" as known (minute, reason, count)
select $1, reason, count from unnest($2::text[], $3::int[]) as refused (reason, count) order by reason
on conflict (minute, reason) do update set count = known.count + excluded.count`;

/**
 * Makes a counter. What it has counted is stored and logged half a second after the first, in one statement and one line
 * however many there were; while the database is away it is kept.
 */
export function createRefusalCounter(ctx: InstanceContext): RefusalCounter {
  const counts = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let storing: Promise<void> | undefined;

  const add = (reason: string, times = 1) => {
    const kept = reason.slice(0, longestReason);
    counts.set(kept, (counts.get(kept) ?? 0) + times);
    timer ??= setTimeout(() => void store(), storeAfterMs);
  };
  const storeAll = async () => {
    const taken = [...counts];
    counts.clear();
    timer = undefined;
    if (taken.length === 0) return;
    ctx.log.warn("action.not_believed", { reasons: Object.fromEntries(taken) });
    const minute = new Date(Math.floor(ctx.clock.now().getTime() / minuteMs) * minuteMs);
    try {
      await ctx.db.pool.query(addCounts, [minute, taken.map(([reason]) => reason), taken.map(([, count]) => count)]);
    } catch (error) {
      ctx.log.error("action.refusals_not_stored", { error });
      for (const [reason, count] of taken) add(reason, count);
    }
  };
  const store = () => {
    storing = (storing ?? Promise.resolve()).then(storeAll);
    return storing;
  };
  return {
    add: (reason) => add(reason),
    async stop() {
      clearTimeout(timer);
      await store();
      clearTimeout(timer);
    },
  };
}
