import type { Pool } from "pg";
import { inTransaction } from "../../platform/transaction.ts";
import { takeLock } from "../locks.ts";

const dayMs = 86_400_000;

/** The beginning of the day, in UTC, that a moment falls in; both in milliseconds since 1970. */
export const dayOf = (at: number): number => Math.floor(at / dayMs) * dayMs;

/** The days that should have a partition at `now` (milliseconds): this one, and two that no sample needs yet. */
export const daysAhead = (now: number): number[] => [0, 1, 2].map((day) => dayOf(now) + day * dayMs);

/** The name of the partition that holds a day: `ProjectMetric_20261123`. */
export const partitionName = (day: number): string =>
  `ProjectMetric_${new Date(day).toISOString().slice(0, 10).replaceAll("-", "")}`;

/**
 * Makes the daily partitions that are missing. Each is built apart and then attached: attaching lets readers and
 * writers of the other days go on, where `create ... partition of` would stop them all.
 */
async function createPartitions(pool: Pool, days: readonly number[]): Promise<void> {
  await inTransaction(pool, async (client) => {
    await takeLock(client, "partitions");
    const { rows } = await client.query<{ name: string }>(
      `select relname as name from pg_inherits join pg_class on oid = inhrelid where inhparent = '"ProjectMetric"'::regclass`,
    );
    const existing = new Set(rows.map((row) => row.name));
    for (const day of days) {
      const name = partitionName(day);
      if (existing.has(name)) continue;
      const from = new Date(day).toISOString();
      const to = new Date(day + dayMs).toISOString();
      await client.query(
        `create table if not exists "${name}" (like "ProjectMetric" including defaults including indexes)`,
      );
      await client.query(
        `alter table "ProjectMetric" attach partition "${name}" for values from ('${from}') to ('${to}')`,
      );
    }
  });
}

/** Knows which days have a partition, so that ingest asks the database only about a day that is new to it. */
export class Partitions {
  readonly #pool: Pool;
  readonly #known = new Set<number>();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Makes sure that every day of `moments` (milliseconds) has its partition. Safe to call from several replicas. */
  async ensure(moments: Iterable<number>): Promise<void> {
    const missing = new Set<number>();
    for (const moment of moments) {
      const day = dayOf(moment);
      if (!this.#known.has(day)) missing.add(day);
    }
    if (missing.size === 0) return;
    await createPartitions(this.#pool, [...missing].sort());
    for (const day of missing) this.#known.add(day);
  }

  /** Forgets what it knows: partitions may have been dropped. */
  forget(): void {
    this.#known.clear();
  }
}
