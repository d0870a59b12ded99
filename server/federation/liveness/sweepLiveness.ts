import type { PoolClient } from "pg";
import { inTransaction } from "../../platform/transaction.ts";
import { recordHistory } from "../catalog/recordHistory.ts";
import type { FederationContext } from "../context.ts";
import { type Changes, noChanges } from "../live/changes.ts";
import { tryLock } from "../locks.ts";
import type { Partitions } from "../metrics/partitions.ts";
import { graceMs, judgeHearing } from "./blindness.ts";
import { type BlindState, endBlindness, markBlind, markHeardAgain, readBlindState } from "./blindState.ts";
import { judgeStates } from "./judgeProjects.ts";
import { countAlive, type LivenessState, readRestless, thresholdsOf } from "./livenessState.ts";

/**
 * Judges every project now, unless it is the Meta Hub that hears nothing: then those that seem silent are held as they
 * are. Of several replicas one does it, the others pass. To be called while the mesh is connected.
 */
export async function sweepLiveness(ctx: FederationContext, partitions: Partitions): Promise<Changes> {
  const now = ctx.clock.now();
  await partitions.ensure([now.getTime()]);
  const projects = await inTransaction(ctx.db.pool, async (client) => {
    if (!(await tryLock(client, "sweep"))) return [];
    const states = await readRestless(client, ctx.policy.liveness, now);
    const held = await holdWhileBlind(client, states, { ctx, now });
    return held ?? (await judgeStates(client, states, { policy: ctx.policy, now }));
  });
  return { ...noChanges(), projects };
}

/** The projects that are now held because nobody may be judged, or null when everybody may. */
async function holdWhileBlind(
  client: PoolClient,
  states: readonly LivenessState[],
  { ctx, now }: { ctx: FederationContext; now: Date },
): Promise<number[] | null> {
  const { blindness, liveness } = ctx.policy;
  const maybeLate = states.flatMap((state) => {
    const { id, status, lastSeenAt } = state;
    if (status === "offline" || lastSeenAt === null) return [];
    return [{ id, lastSeenAt, degradedAfterSeconds: thresholdsOf(state, liveness).degradedAfterSeconds }];
  });
  const alive = await countAlive(client);
  const hearing = judgeHearing(maybeLate, blindness, now, alive);
  const known = await readBlindState(client);

  if (hearing.state === "blind" && !isOverlong(known, blindness.holdMinutes, hearing.silent.length < alive, now)) {
    if (known.blindCause !== "silence" || known.heardAgainAt !== null) {
      const reason = `${hearing.silent.length} of ${alive} projects fell silent together`;
      await markBlind(client, { cause: "silence", reason, now });
    }
    return await hold(client, hearing.silent, now);
  }
  if (hearing.state === "suspect" && known.blindCause !== "silence") return [];
  if (known.blindCause === null) return null;
  if (known.blindCause === "silence" && hearing.state !== "blind") {
    if (known.heardAgainAt === null) {
      await markHeardAgain(client, now);
      return [];
    }
    if (now.getTime() - known.heardAgainAt.getTime() < graceMs(liveness)) return [];
  }
  await endBlindness(client);
  return null;
}

/** While some projects are heard, the others' silence cannot be the Meta Hub's for ever. */
function isOverlong(
  { blindCause, blindSince }: BlindState,
  holdMinutes: number,
  someHeard: boolean,
  now: Date,
): boolean {
  if (blindCause !== "silence" || blindSince === null || !someHeard) return false;
  return now.getTime() - blindSince.getTime() > holdMinutes * 60_000;
}

async function hold(client: PoolClient, ids: readonly number[] | null, now: Date): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>(
    `update "ProjectCatalog" set held = true where id in (
       select id from "ProjectCatalog"
       where not held and origin <> 'archived' and status <> 'offline' and "lastSeenAt" is not null
         and ($1::int[] is null or id = any($1))
       order by id for no key update
     ) returning id`,
    [ids],
  );
  const held = rows.map(({ id }) => id);
  await recordHistory(client, held, now);
  return held;
}

/**
 * Marks the status of every project that is not offline as held: the Meta Hub has heard nothing, so silence says
 * nothing. The next pulse of a project, or the next sweep, ends it. With `lost`, the Meta Hub is blind from now on.
 */
export async function holdStatuses(ctx: FederationContext, { lost = false } = {}): Promise<Changes> {
  const now = ctx.clock.now();
  const projects = await inTransaction(ctx.db.pool, async (client) => {
    if (lost) await markBlind(client, { cause: "mesh", reason: "the connection to the mesh is lost", now });
    return await hold(client, null, now);
  });
  return { ...noChanges(), projects };
}
