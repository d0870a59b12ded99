import type { ImportFound } from "./rules.ts";

/** An import in one file, as the report names it. */
type PlacedImport = ImportFound & { line: number };

const isTest = /\.test\.tsx?$|\/testing\//;

/**
 * The domain that a file belongs to: a folder of one of the two hubs, or a layer below them. The loose files of a hub are
 * in none: its context is what every domain is given, and its workers and timers are where the domains are joined.
 */
function domainOf(path: string): string | null {
  return (
    /^server\/(?:federation|instance)\/[^/]+(?=\/)/.exec(path)?.[0] ??
    /^server\/(?:http|mesh|platform)(?=\/)/.exec(path)?.[0] ??
    null
  );
}

/**
 * Finds domains that import one another in a circle, types and values alike: then neither can be read, moved or tested
 * without the other. Tests may join whatever they need.
 *
 * @returns one violation for each import that leads back to a domain on its own way; none while there is no circle.
 */
export function findCycles(imports: readonly PlacedImport[]): string[] {
  const known = new Map<string, Map<string, PlacedImport>>();
  for (const found of imports) {
    if (isTest.test(found.from)) continue;
    const [from, to] = [domainOf(found.from), domainOf(found.to)];
    if (from === null || to === null || from === to) continue;
    const targets = known.get(from) ?? new Map<string, PlacedImport>();
    if (!targets.has(to)) targets.set(to, found);
    known.set(from, targets);
  }
  const violations: string[] = [];
  const done = new Set<string>();
  const walk = (domain: string, way: readonly string[]) => {
    for (const [target, { from, line }] of known.get(domain) ?? []) {
      const start = way.indexOf(target);
      if (start >= 0) {
        const circle = [...way.slice(start), target].join(" -> ");
        violations.push(`${from}:${line}: closes the circle ${circle}, but domains import one another one way only`);
      } else if (!done.has(target)) walk(target, [...way, target]);
    }
    done.add(domain);
  };
  for (const domain of known.keys()) if (!done.has(domain)) walk(domain, [domain]);
  return violations;
}
