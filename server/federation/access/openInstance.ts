import { signGrant } from "../../mesh/grant.ts";
import { deriveActionKey, signingKeyId } from "../../mesh/signing.ts";
import type { Clock } from "../../platform/clock.ts";
import type { FederationDb } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";

/** Long enough for a redirect, too short for a link that is passed on. */
const grantSeconds = 60;

/**
 * Where a signed-in person finds an instance's own page: its VISLZR address with a grant that lets them in.
 * Only a declared project's address is used: a discovered one names itself, and must not be handed a grant.
 *
 * @throws AppError `not_found` for a project that is not known, `forbidden` for one that is not declared.
 */
export async function openInstance(
  deps: { db: FederationDb; clock: Clock; rootKey: Uint8Array },
  { slug }: { slug: string },
): Promise<URL> {
  const project = await deps.db.prisma.projectCatalog.findUnique({ where: { slug } });
  if (project === null) throw new AppError("not_found", `No project is called "${slug}".`);
  if (project.origin !== "declared") {
    throw new AppError(
      "forbidden",
      `${project.name} is not declared in projects.yaml, so its page is not opened from here.`,
    );
  }
  const expiresAt = new Date(deps.clock.now().getTime() + grantSeconds * 1000);
  const actionKey = deriveActionKey(deps.rootKey, slug, signingKeyId);
  const page = new URL("/vislzr", project.hubUrl);
  page.searchParams.set("grant", signGrant({ actionKey, slug, expiresAt }));
  return page;
}
