import { parseGoMod } from "../../manifests/goMod.ts";
import { parseRequirements } from "../../manifests/pyproject.ts";
import type { LockedPackage } from "./locked.ts";

/** `requirements.txt`, where it pins: only `==` says which version runs. Null when a requirement is left open. */
export function parsePinnedRequirements(text: string): LockedPackage[] | null {
  const { dependencies } = parseRequirements(text);
  const pinned = dependencies.flatMap(({ name, range, line }) => {
    const version = /^==\s*([\w.!+-]+)$/.exec(range)?.[1];
    return version === undefined ? [] : [{ name, version, line }];
  });
  return pinned.length === dependencies.length ? pinned : null;
}

/** `go.mod`: Go takes exactly the versions that are required there. */
export function parseGoVersions(text: string): LockedPackage[] | null {
  const manifest = parseGoMod(text);
  return (
    manifest?.dependencies.map(({ name, range, line }) => ({ name, version: range.replace(/^v/, ""), line })) ?? null
  );
}
