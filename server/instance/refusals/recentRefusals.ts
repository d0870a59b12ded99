import type { RefusedRequests } from "../../../contracts/events.ts";
import type { InstanceContext } from "../context.ts";

const recent = `
select coalesce(sum(count) filter (where minute > $1::timestamptz - interval '1 hour'), 0)::int as "lastHour",
  coalesce(sum(count), 0)::int as "lastDay",
  (select reason from "RefusedRequest" where minute > $1::timestamptz - interval '1 hour'
   group by reason order by sum(count) desc, reason limit 1) as reason
from "RefusedRequest" where minute > $1::timestamptz - interval '1 day'`;

const keptDays = 7;

/** How many requests this hub did not believe lately, and mostly why. */
export async function recentRefusals({ db, clock }: InstanceContext): Promise<RefusedRequests> {
  const { rows } = await db.pool.query<RefusedRequests>(recent, [clock.now()]);
  return rows[0] ?? { lastHour: 0, lastDay: 0, reason: null };
}

/** Forgets counts of more than 7 days ago. */
export async function forgetRefusals({ db, clock }: InstanceContext): Promise<void> {
  const before = new Date(clock.now().getTime() - keptDays * 86_400_000);
  await db.prisma.refusedRequest.deleteMany({ where: { minute: { lt: before } } });
}
