import type { AuditLogCheck } from "../../../contracts/actions.ts";
import type { FederationContext } from "../context.ts";
import { type AuditEntry, firstPrevHash, hashEntry } from "./hash.ts";

type StoredEntry = Omit<AuditEntry, "id"> & { id: string; prevHash: Buffer; hash: Buffer };

const page = 1000;

/** Runs that the log says nothing of: entries at its end were taken away together with their chain. */
const unlogged = `
select run.id from "ActionRun" run
where not exists (select from "AuditLog" entry where entry.subject = run.id::text and entry.verb in ('action.start', 'action.retry'))
order by run."startedAt" limit 1`;

/** Checks the whole chain: numbers without gaps, every hash, and that every run has its entry. */
export async function checkAuditLog(ctx: Pick<FederationContext, "db">): Promise<AuditLogCheck> {
  const { pool } = ctx.db;
  let entries = 0;
  let prevHash: Buffer = firstPrevHash;
  for (;;) {
    const { rows } = await pool.query<StoredEntry>(
      'select id, at, actor, address, verb, subject, details, "prevHash", hash from "AuditLog" where id > $1 order by id limit $2',
      [entries, page],
    );
    for (const stored of rows) {
      const fault = faultOf(stored, entries + 1, prevHash);
      if (fault !== null) return { ok: false, entries, entry: Number(stored.id), reason: fault };
      entries += 1;
      prevHash = stored.hash;
    }
    if (rows.length < page) break;
  }
  const [run] = (await pool.query<{ id: string }>(unlogged)).rows;
  if (run !== undefined) return { ok: false, entries, entry: null, reason: `run ${run.id} has no entry` };
  return { ok: true, entries, head: prevHash.toString("hex") };
}

function faultOf(stored: StoredEntry, expectedId: number, prevHash: Buffer): string | null {
  if (Number(stored.id) !== expectedId) return `entry ${expectedId} is missing`;
  if (!stored.prevHash.equals(prevHash)) return "it does not continue the entry before it";
  if (!hashEntry(prevHash, { ...stored, id: BigInt(stored.id) }).equals(stored.hash)) return "it was changed";
  return null;
}
