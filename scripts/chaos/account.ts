import { keptRuns } from "../../server/federation/ingest/trimAudits.ts";
import type { House } from "./house.ts";
import type { Load, Said } from "./load.ts";

/** What became of events, as counts of them. All but `tried` and `acknowledged` ought to be 0. */
export type Account = {
  tried: number;
  acknowledged: number;
  /** Acknowledged, and without effect. */
  lost: number;
  /** Hours that counted one of them more than once, or not at all. */
  doubled: number;
  /** In effect, and never said; or kept in quarantine. */
  invented: number;
};

/** Of no events at all. */
export const nothing: Account = { tried: 0, acknowledged: 0, lost: 0, doubled: 0, invented: 0 };

/** Hours whose count or sum is not that of their windows: a sample that counted twice, or not at all, shows here. */
const wrongHours = `
with windows as (
  select "projectId", key, date_bin('1 hour', "windowStart", '1970-01-01Z') as hour,
    count(*) as count, sum(round("valueNumber"::numeric, 9)) as sum
  from "ProjectMetric" where "valueNumber" is not null group by 1, 2, 3
)
select count(*)::int as wrong from windows full join "ProjectMetricHour" rollup using ("projectId", key, hour)
where windows.count is distinct from rollup.count or windows.sum is distinct from rollup.sum`;

type Stored = { slug: string; seen: string; lastSeq: number; files: number; audits: string[] };

const stored = `
select slug, coalesce(cursor.seen::text, '{}') as seen, coalesce(cursor."lastSeq", 0)::int as "lastSeq",
  coalesce(files, 0)::int as files, array(select "auditId" from "ProjectAudit" where "projectId" = id) as audits
from "ProjectCatalog" project
left join "EventCursor" cursor on cursor."projectId" = id
left join "ProjectSummary" summary on summary."projectId" = id`;

/** Holds what is stored against what was said. To be called while nothing more is said. */
export async function takeAccount(house: {
  query: House["query"];
  loads: readonly Pick<Load, "said">[];
}): Promise<Account> {
  const rows = await house.query<Stored>(stored);
  const [hours] = await house.query<{ wrong: number }>(wrongHours);
  const [refused] = await house.query<{ count: number }>('select count(*)::int as count from "QuarantinedEvent"');
  const account = { ...nothing, doubled: hours?.wrong ?? 0, invented: refused?.count ?? 0 };
  for (const load of house.loads) {
    const said = load.said();
    const found = rows.filter(({ slug }) => slug === said.slug);
    account.tried += said.tried;
    account.acknowledged += said.lastSeq;
    account.lost += found.length === 1 && found[0] !== undefined ? missingOf(said, found[0]) : said.lastSeq;
    const known = new Set(said.audits.map(({ auditId }) => auditId));
    account.invented += found.flatMap(({ audits }) => audits).filter((auditId) => !known.has(auditId)).length;
  }
  return account;
}

/** How many events left no trace: their number has not come, or their audit is not there, or the newest summary is not the one in effect. */
function missingOf(said: Said, { seen, files, audits }: Stored): number {
  const missing = missingSeqs(seen, said.lastSeq);
  const has = new Set(audits);
  // Hours of load are more than is kept: of the latest, surely within it, none may be missing.
  for (const { auditId, seq } of said.audits.slice(-keptRuns / 2)) if (!has.has(auditId)) missing.add(seq);
  if (files !== said.summary.files) missing.add(said.summary.seq);
  return missing.size;
}

/** Of the numbers from 1 to `lastSeq` those that are in no range of an int8multirange, as PostgreSQL writes it: `{[1,4),[7,8)}`. */
function missingSeqs(multirange: string, lastSeq: number): Set<number> {
  const missing = new Set<number>();
  let next = 1;
  for (const [, from = "", to = ""] of [...multirange.matchAll(/\[(\d+),(\d+)\)/g), ["", `${lastSeq + 1}`, ""]]) {
    for (; next < Number(from) && next <= lastSeq; next++) missing.add(next);
    next = Math.max(next, Number(to));
  }
  return missing;
}

/** What came between two accounts. */
export const since = (before: Account, { tried, acknowledged, lost, doubled, invented }: Account): Account => ({
  tried: tried - before.tried,
  acknowledged: acknowledged - before.acknowledged,
  lost: lost - before.lost,
  doubled: doubled - before.doubled,
  invented: invented - before.invented,
});

/** Whether every acknowledged event took effect exactly once. */
export const isWhole = ({ lost, doubled, invented }: Account): boolean => lost === 0 && doubled === 0 && invented === 0;
