import type { LockedPackage } from "./locked.ts";

/** The package behind `name@range`, or behind an alias, `name@npm:real@range`. */
function packageOf(descriptor: string): string | null {
  const [, name, range = ""] = /^"?(@?[^@"\s]+)@([^",]*)/.exec(descriptor) ?? [];
  const alias = /^npm:(@?[^@]+)@/.exec(range)?.[1];
  return alias ?? name ?? null;
}

/** Yarn's `yarn.lock`, classic and Berry: blocks that begin with what was asked for and hold the version. */
export function parseYarnLock(text: string): LockedPackage[] | null {
  if (!/^(# yarn lockfile|__metadata:)/m.test(text)) return null;
  const locked: LockedPackage[] = [];
  let block: { name: string | null; line: number } = { name: null, line: 0 };
  for (const [index, line] of text.split("\n").entries()) {
    if (/^[^\s#]/.test(line)) block = { name: packageOf(line), line: index + 1 };
    const version = /^ {2}version:? "?(\d+\.\d+\.\d+[^"\s]*)"?/.exec(line)?.[1];
    if (version !== undefined && block.name !== null && !version.endsWith("-use.local")) {
      locked.push({ name: block.name, version, line: block.line });
    }
  }
  return locked;
}
