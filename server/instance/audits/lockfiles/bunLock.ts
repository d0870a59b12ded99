import type { LockedPackage } from "./locked.ts";

/** A package in `bun.lock`: its key, then an array that begins with `name@version`. */
const entry = /^\s+"(?:[^"\\]|\\.)+": \["(@?[^"@]+)@(\d+\.\d+\.\d+[^"]*)"/;

/**
 * Bun's text lockfile. It is JSON with commas too many, written with one package a line, and read by lines, which also
 * tells where each is. Workspaces, files and git addresses have no version and are passed over.
 */
export function parseBunLock(text: string): LockedPackage[] | null {
  if (!/"lockfileVersion":/.test(text.slice(0, 1000))) return null;
  return text.split("\n").flatMap((line, index) => {
    const [, name, version] = entry.exec(line) ?? [];
    return name === undefined || version === undefined ? [] : [{ name, version, line: index + 1 }];
  });
}
