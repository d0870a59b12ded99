import type { PoolClient } from "pg";

/** What a silence matches; null matches everything. */
export type Matchers = { projectId: number | null; rule: string | null; severity: string | null };

/** What can be silenced: an alert, or a finding that becomes one. */
type Silenceable = { projectId: number | null; rule: string; severity: string };

/** Whether any of the silences mutes it: every matcher that is given must match. */
export function isSilenced(alert: Silenceable, silences: readonly Matchers[]): boolean {
  return silences.some(
    ({ projectId, rule, severity }) =>
      (projectId === null || projectId === alert.projectId) &&
      (rule === null || rule === alert.rule) &&
      (severity === null || severity === alert.severity),
  );
}

/** The silences that hold at `now`: from when they were made, by whatever replica's clock, until, exclusively, they end. */
export async function loadSilences(client: PoolClient, now: Date): Promise<Matchers[]> {
  const { rows } = await client.query<Matchers>(
    `select "projectId", rule, severity from "AlertSilence"
     where "endsAt" > $1 and "endedAt" is null`,
    [now],
  );
  return rows;
}
