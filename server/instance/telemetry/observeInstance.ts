import type { Meter } from "@opentelemetry/api";
import type { Pool } from "pg";
import type { InstanceContext } from "../context.ts";

/** What the process knows of itself. `pending` are events that the broker does not have yet. */
type Observed = { version: string; meshConnected(): boolean; pending(): number };

type InstanceCounts = {
  untold: number;
  lastScanAt: number | null;
  audits: { kind: string; status: string; at: number }[];
};

/** Times in seconds since 1970. The latest run of each kind of audit, of those that have ended. */
const selectCounts = `
select
  (select count(*)::int from "Audit" where "toldAt" is null and status in ('ok', 'warn', 'fail', 'inconclusive'))
    + (select count(*)::int from "ActionReceipt" where "toldAt" is null) as untold,
  (select extract(epoch from max("finishedAt"))::float8 from "Scan" where state = 'completed') as "lastScanAt",
  (select coalesce(json_agg(latest), '[]') from (
    select distinct on (kind) kind, status, extract(epoch from "finishedAt")::float8 as at
    from "Audit" where "finishedAt" is not null order by kind, "startedAt" desc
  ) latest) as audits`;

async function readCounts(pool: Pool): Promise<InstanceCounts> {
  const { rows } = await pool.query<InstanceCounts>({ name: "telemetry-counts", text: selectCounts });
  const [counts] = rows;
  if (counts === undefined) throw new Error("The database answered without a row.");
  return counts;
}

/**
 * Observes a project hub whenever somebody reads its metrics, with one statement. What cannot be read is absent.
 *
 * @returns how to end it: before the database is closed, which is no fault to tell of.
 */
export function observeInstance(meter: Meter, { db, project }: InstanceContext, observed: Observed): () => void {
  const gauge = (name: string, description: string, unit = "") =>
    meter.createObservableGauge(name, { description, unit });
  let ended = false;

  gauge("hub_build_info", "Always 1; its labels are the version and the project.").addCallback((result) =>
    result.observe(1, { version: observed.version, project: project.slug }),
  );
  gauge("hub_mesh_connected", "1 while the mesh is connected, else 0.").addCallback((result) =>
    result.observe(observed.meshConnected() ? 1 : 0),
  );
  gauge("hub_outbox_pending_events", "Events that the broker does not have yet.").addCallback((result) =>
    result.observe(observed.pending()),
  );

  const up = gauge("hub_database_up", "1 when the database answers, else 0.");
  const untold = gauge("hub_untold_results", "Ended audits and receipts of which the Meta Hub was not told yet.");
  const scanned = gauge("hub_last_scan_timestamp_seconds", "When the working tree was last read to the end.", "s");
  const audited = gauge("hub_last_audit_timestamp_seconds", "When the latest audit of each kind ended.", "s");
  meter.addBatchObservableCallback(
    async (result) => {
      if (ended) return;
      try {
        const counts = await readCounts(db.pool);
        result.observe(untold, counts.untold);
        if (counts.lastScanAt !== null) result.observe(scanned, counts.lastScanAt);
        for (const { kind, status, at } of counts.audits) result.observe(audited, at, { kind, status });
        result.observe(up, 1);
      } catch {
        result.observe(up, 0);
      }
    },
    [up, untold, scanned, audited],
  );
  return () => {
    ended = true;
  };
}
