import type { Pool, PoolClient } from "pg";

/** What the Meta Hub knows of its own hearing. */
export type BlindState = {
  blindSince: Date | null;
  blindReason: string | null;
  /** `mesh`: its connection is lost. `silence`: too many projects fell silent at once. */
  blindCause: "mesh" | "silence" | null;
  /** While blind by silence: since when enough projects are heard again. */
  heardAgainAt: Date | null;
};

/** The one row that the migration made. */
export async function readBlindState(client: Pool | PoolClient): Promise<BlindState> {
  const { rows } = await client.query<BlindState>(
    'select "blindSince", "blindReason", "blindCause", "heardAgainAt" from "FederationState" where id = 1',
  );
  return rows[0] ?? { blindSince: null, blindReason: null, blindCause: null, heardAgainAt: null };
}

/** Says that the Meta Hub is blind. One that is already stays so since when it began, for the newest reason. */
export async function markBlind(
  client: Pool | PoolClient,
  { cause, reason, now }: { cause: "mesh" | "silence"; reason: string; now: Date },
): Promise<void> {
  await client.query(
    `update "FederationState" set "blindSince" = coalesce("blindSince", $3), "blindCause" = $1, "blindReason" = $2,
       "heardAgainAt" = null where id = 1`,
    [cause, reason, now],
  );
}

/** Says that enough projects are heard again; each of the others has the time for one beat before it is judged. */
export async function markHeardAgain(client: PoolClient, now: Date): Promise<void> {
  await client.query('update "FederationState" set "heardAgainAt" = $1 where id = 1', [now]);
}

/** Says that the Meta Hub hears. */
export async function endBlindness(client: PoolClient): Promise<void> {
  await client.query(
    `update "FederationState" set "blindSince" = null, "blindCause" = null, "blindReason" = null, "heardAgainAt" = null
     where id = 1`,
  );
}
