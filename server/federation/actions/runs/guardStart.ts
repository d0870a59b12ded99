import type { PoolClient } from "pg";
import { AppError } from "../../../platform/errors.ts";
import type { Author } from "../../auditLog/author.ts";

const startsPerMinute = 6;

/** What a repeated start must have in common with the first one. */
type Repeatable = { idempotencyKey: string; planHash?: string; retryOf?: string };

/**
 * The run that was started with this key before, or null.
 *
 * @throws AppError `conflict` when that was somebody else's run, or one of another plan.
 */
export async function findRepeated(
  client: PoolClient,
  { idempotencyKey, planHash, retryOf }: Repeatable,
  starter: Author,
): Promise<string | null> {
  const { rows } = await client.query<{ id: string; planHash: string; startedBy: string; retryOf: string | null }>(
    'select id, "planHash", "startedBy", "retryOf" from "ActionRun" where "idempotencyKey" = $1',
    [idempotencyKey],
  );
  const [run] = rows;
  if (run === undefined) return null;
  const same =
    run.startedBy === starter.name &&
    (planHash === undefined || run.planHash === planHash) &&
    run.retryOf === (retryOf ?? null);
  if (!same) {
    throw new AppError("conflict", "This idempotency key was used for another run.", { field: "idempotencyKey" });
  }
  return run.id;
}

/** Throws `rate_limited` when somebody has started six runs within the last minute. */
export async function refuseTooMany(client: PoolClient, starter: Author, now: Date): Promise<void> {
  const { rows } = await client.query<{ starts: number }>(
    `select count(*)::int as starts from "ActionRun" where "startedBy" = $1 and "startedAt" > $2`,
    [starter.name, new Date(now.getTime() - 60_000)],
  );
  if ((rows[0]?.starts ?? 0) >= startsPerMinute) {
    throw new AppError("rate_limited", `At most ${startsPerMinute} runs a minute can be started. Wait a little.`);
  }
}
