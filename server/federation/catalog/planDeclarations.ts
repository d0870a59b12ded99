import type { ProjectDeclaration } from "../../../contracts/config.ts";
import { AppError } from "../../platform/errors.ts";

/** A project as the catalog has it. An admitted one is declared by an admin, not by the file. */
export type CatalogEntry = { id: number; slug: string; meshNs: string; origin: string; admitted: boolean };

/** What must change so that the catalog says what `projects.yaml` says. */
export type DeclarationPlan = {
  /** Declared by the file until now, and no more. */
  archive: CatalogEntry[];
  /** Not declared, but in possession of a namespace that a declared project needs. */
  evict: CatalogEntry[];
};

/** A larger share of the declared projects is not archived at once without being told to. */
const maxRemovedShare = 0.3;

/**
 * Compares the declarations with the catalog. Throws `conflict` when more than 30 % of the declared projects would be
 * archived at once and `force` is not set: a truncated file must not empty the map.
 */
export function planDeclarations(
  declared: readonly ProjectDeclaration[],
  catalog: readonly CatalogEntry[],
  force: boolean,
): DeclarationPlan {
  const slugs = new Set(declared.map(({ slug }) => slug));
  const ownerOf = new Map(declared.map(({ slug, meshNs }) => [meshNs, slug]));
  const before = catalog.filter(({ origin, admitted }) => origin === "declared" && !admitted);
  const archive = before.filter(({ slug }) => !slugs.has(slug));
  if (!force && archive.length > before.length * maxRemovedShare) {
    const names = archive
      .slice(0, 5)
      .map(({ slug }) => slug)
      .join(", ");
    throw new AppError(
      "conflict",
      `projects.yaml would archive ${archive.length} of ${before.length} projects at once (${names}${archive.length > 5 ? ", ..." : ""}). ` +
        "Nothing was changed. If that is meant, apply it with force.",
    );
  }
  const evict = catalog.filter(({ slug, meshNs }) => {
    const owner = ownerOf.get(meshNs);
    return owner !== undefined && owner !== slug;
  });
  return { archive, evict };
}
