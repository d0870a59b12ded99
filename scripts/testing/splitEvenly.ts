/**
 * Parts files into groups of about the same weight: the heaviest first, each into the group that is lightest so far.
 * Within a group they stay in their order.
 */
export function splitEvenly(files: readonly { path: string; weight: number }[], groups: number): string[][] {
  const parts = Array.from({ length: groups }, () => ({ paths: new Set<string>(), weight: 0 }));
  for (const { path, weight } of files.toSorted((a, b) => b.weight - a.weight)) {
    const lightest = parts.reduce((a, b) => (b.weight < a.weight ? b : a));
    lightest.paths.add(path);
    lightest.weight += weight;
  }
  return parts
    .map(({ paths }) => files.map(({ path }) => path).filter((path) => paths.has(path)))
    .filter((paths) => paths.length > 0);
}
