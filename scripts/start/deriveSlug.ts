const longest = 63;

/**
 * The slug of a project from its folder's name: lower-case letters, digits and hyphens, at most 63 characters.
 * `taken` are slugs that others have; a number makes it unique.
 */
export function deriveSlug(folderName: string, taken: ReadonlySet<string>): string {
  const plain = folderName
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{Mark}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  const base = plain === "" ? "project" : plain;
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? "" : `-${number}`;
    const slug = base.slice(0, longest - suffix.length).replace(/-+$/, "") + suffix;
    if (!taken.has(slug)) return slug;
  }
}
