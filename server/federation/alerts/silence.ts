import { longestSilenceDays, type NewSilence, newSilence, type SilenceRow } from "../../../contracts/alerts.ts";
import { AppError } from "../../platform/errors.ts";
import type { Author } from "../auditLog/author.ts";
import type { FederationContext } from "../context.ts";
import { withProjectSlug } from "./alertRows.ts";
import { changeSilences } from "./changeSilences.ts";
import { toSilenceRow } from "./silenceRows.ts";

const dayMs = 86_400_000;

/**
 * Mutes, in the name of `by` and from now on, the alerts that every given matcher matches. They are raised and resolved
 * as ever, but told to nobody, until the silence ends.
 *
 * @throws AppError not_found for an unknown project, invalid_input for an end that is past or too far.
 */
export async function silenceAlerts(
  ctx: FederationContext,
  input: { silence: NewSilence; by: Author },
): Promise<SilenceRow> {
  const { project: slug, rule = null, severity = null, reason, endsAt: end } = newSilence.parse(input.silence);
  const endsAt = new Date(end);
  const now = ctx.clock.now();
  if (endsAt <= now) throw new AppError("invalid_input", "The end is not in the future.", { field: "endsAt" });
  if (endsAt.getTime() - now.getTime() > longestSilenceDays * dayMs) {
    throw new AppError("invalid_input", `A silence lasts ${longestSilenceDays} days at most.`, { field: "endsAt" });
  }
  const { prisma } = ctx.db;
  const project = slug === undefined ? null : await prisma.projectCatalog.findUnique({ where: { slug } });
  if (slug !== undefined && project === null) {
    throw new AppError("not_found", `There is no project "${slug}".`, { field: "project" });
  }
  const id = Bun.randomUUIDv7();
  await changeSilences(ctx, async (client) => {
    await client.query(
      `insert into "AlertSilence" (id, "projectId", rule, severity, author, reason, "createdAt", "endsAt")
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, project?.id ?? null, rule, severity, input.by.name, reason, now, endsAt],
    );
    const details = { project: slug ?? null, rule, severity, reason, endsAt: endsAt.toISOString() };
    return { at: now, by: input.by, verb: "alert.silence", subject: id, details };
  });
  return toSilenceRow(await prisma.alertSilence.findUniqueOrThrow({ where: { id }, include: withProjectSlug }), now);
}
