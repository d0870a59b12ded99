import { parse } from "smol-toml";
import { fieldsOf } from "../../manifests/manifest.ts";
import type { LockedPackage } from "./locked.ts";

/**
 * The locks that are a list of `[[package]]` tables: `Cargo.lock`, `poetry.lock`, `uv.lock`. A package without a source
 * in Cargo's, or with a local one in uv's, is the project's own.
 */
function parseTomlLock(text: string, isOwn: (entry: Record<string, unknown>) => boolean): LockedPackage[] | null {
  let lock: Record<string, unknown>;
  try {
    lock = parse(text);
  } catch {
    return null;
  }
  // The tables stand in the text in the order of the list.
  const lines = text.split("\n").flatMap((line, index) => (line.trim() === "[[package]]" ? [index + 1] : []));
  const packages = Array.isArray(lock.package) ? lock.package.map(fieldsOf) : [];
  return packages.flatMap((entry, index) => {
    const { name, version } = entry;
    if (typeof name !== "string" || typeof version !== "string" || isOwn(entry)) return [];
    return [{ name, version, line: lines[index] ?? 1 }];
  });
}

export const parseCargoLock = (text: string) => parseTomlLock(text, ({ source }) => source === undefined);
export const parsePoetryLock = (text: string) => parseTomlLock(text, () => false);
export const parseUvLock = (text: string) =>
  parseTomlLock(text, ({ source }) => ["editable", "virtual", "directory"].some((kind) => kind in fieldsOf(source)));
