import type { Pool, PoolClient } from "pg";

/** Notes how these projects stand from `now` on, as their rows say; one statement. To be called after each change. */
export async function recordHistory(client: Pool | PoolClient, ids: readonly number[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await client.query({
    name: "record-history",
    text: `insert into "StatusHistory" ("projectId", at, status, reason, flapping, held, origin)
      select id, $2, status, "statusReason", flapping, held, origin from "ProjectCatalog" where id = any($1) order by id
      on conflict ("projectId", at) do update set status = excluded.status, reason = excluded.reason,
        flapping = excluded.flapping, held = excluded.held, origin = excluded.origin`,
    values: [ids, now],
  });
}
