import type { LockedPackage } from "./locked.ts";

/** `/name/1.2.3_peers` of lockfile version 5, and `name@1.2.3(peers)` of 6 and 9. */
const keys = [
  /^ {2}'?\/(@[^/\s]+\/[^/\s]+|[^/@\s]+)\/(\d+\.\d+\.\d+[^_':\s]*)/,
  /^ {2}'?\/?(@[^/\s]+\/[^@/\s]+|[^@/'\s]+)@(\d+\.\d+\.\d+[^(':\s]*)/,
];

/** pnpm's `pnpm-lock.yaml`: the keys of its `packages`, read by lines. */
export function parsePnpmLock(text: string): LockedPackage[] | null {
  if (!/^lockfileVersion:/m.test(text)) return null;
  let inPackages = false;
  return text.split("\n").flatMap((line, index) => {
    if (/^\S/.test(line)) inPackages = line.startsWith("packages:");
    if (!inPackages) return [];
    const [, name, version] = keys.map((key) => key.exec(line)).find((match) => match !== null) ?? [];
    return name === undefined || version === undefined ? [] : [{ name, version, line: index + 1 }];
  });
}
