import type { SilenceRow } from "../../../contracts/alerts.ts";
import type { FederationContext } from "../context.ts";
import { withProjectSlug } from "./alertRows.ts";
import { toSilenceRow } from "./silenceRows.ts";

const shown = 200;

/** The silences that hold now, the first to end first; with `ended` the others too, newest first. At most 200. */
export async function listSilences(
  ctx: FederationContext,
  { ended = false }: { ended?: boolean },
): Promise<SilenceRow[]> {
  const now = ctx.clock.now();
  const holding = { endedAt: null, endsAt: { gt: now } };
  const stored = await ctx.db.prisma.alertSilence.findMany({
    where: ended ? {} : holding,
    orderBy: [ended ? { createdAt: "desc" } : { endsAt: "asc" }, { id: "desc" }],
    include: withProjectSlug,
    take: shown,
  });
  return stored.map((silence) => toSilenceRow(silence, now));
}
