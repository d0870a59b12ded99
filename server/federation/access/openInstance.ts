import { signGrant } from "../../mesh/grant.ts";
import { AppError } from "../../platform/errors.ts";
import type { FederationContext } from "../context.ts";

/** Long enough for a redirect, too short for a link that is passed on. */
const grantSeconds = 60;

/**
 * Where a signed-in person finds an instance's own page: its VISLZR address with a grant that lets them in.
 * Only a declared project's address is used: a discovered one names itself, and must not be handed a grant.
 *
 * @throws AppError `not_found` for a project that is not known, `forbidden` for one that is not declared.
 */
export async function openInstance(
  ctx: Pick<FederationContext, "db" | "clock" | "keys">,
  { slug }: { slug: string },
): Promise<URL> {
  const project = await ctx.db.prisma.projectCatalog.findUnique({ where: { slug } });
  if (project === null) throw new AppError("not_found", `No project is called "${slug}".`);
  if (project.origin !== "declared") {
    throw new AppError(
      "forbidden",
      `${project.name} is not declared in projects.yaml, so its page is not opened from here.`,
    );
  }
  const expiresAt = new Date(ctx.clock.now().getTime() + grantSeconds * 1000);
  const page = new URL("/vislzr", project.publicUrl ?? project.hubUrl);
  page.searchParams.set("grant", signGrant({ actionKey: ctx.keys.forGrants(slug), slug, scope: "open", expiresAt }));
  return page;
}
