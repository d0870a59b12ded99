import { join } from "node:path";
import { fieldsOf } from "../../manifests/manifest.ts";
import type { LockedPackage } from "../lockfiles/locked.ts";
import type { Lockfile } from "../lockfiles/readLockfiles.ts";
import { readText } from "../readText.ts";

const maxBytes = 1024 * 1024;

function declared(manifest: unknown): string | null {
  const { license, licenses } = fieldsOf(manifest);
  if (typeof license === "string") return license;
  const old = Array.isArray(licenses) ? licenses.map((entry) => fieldsOf(entry).type) : [fieldsOf(license).type];
  const names = old.filter((name) => typeof name === "string");
  return names.length > 0 ? names.join(" OR ") : null;
}

/**
 * Under which licence a locked package stands, as an SPDX expression: from `hub.yaml`, where somebody looked it up, else
 * from the lockfile, else from the package in `node_modules` beside it when it is of that very version. Null: unknown.
 */
export async function licenceOf(
  { name, version, license }: LockedPackage,
  lockfile: Lockfile,
  { root, known }: { root: string; known: Record<string, string> },
): Promise<string | null> {
  if (Object.hasOwn(known, name)) return known[name] ?? null;
  if (license !== undefined) return license;
  if (lockfile.ecosystem !== "npm" || !/^(@[\w.~-]+\/)?[\w.~-]+$/.test(name)) return null;
  const text = await readText(root, join(lockfile.path, "..", "node_modules", name, "package.json"), maxBytes);
  if (text === null) return null;
  try {
    const manifest: unknown = JSON.parse(text);
    return fieldsOf(manifest).version === version ? declared(manifest) : null;
  } catch {
    return null;
  }
}
