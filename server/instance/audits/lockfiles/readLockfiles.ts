import { basename, dirname } from "node:path";
import { manifestFormat } from "../../manifests/formats.ts";
import type { AuditInput } from "../auditInput.ts";
import { readText } from "../readText.ts";
import { parseBunLock } from "./bunLock.ts";
import type { Ecosystem, LockedPackage, LockfileParser } from "./locked.ts";
import { parsePackageLock } from "./packageLock.ts";
import { parseGoVersions, parsePinnedRequirements } from "./pins.ts";
import { parsePnpmLock } from "./pnpmLock.ts";
import { parseCargoLock, parsePoetryLock, parseUvLock } from "./tomlLock.ts";
import { parseYarnLock } from "./yarnLock.ts";

/** Lockfiles grow large: up to 64 MiB are read. */
const maxBytes = 64 * 1024 * 1024;

type Format = { file: RegExp; ecosystem: Ecosystem; parse: LockfileParser };

const formats: Format[] = [
  { file: /^(package-lock|npm-shrinkwrap)\.json$/, ecosystem: "npm", parse: parsePackageLock },
  { file: /^bun\.lock$/, ecosystem: "npm", parse: parseBunLock },
  { file: /^bun\.lockb$/, ecosystem: "npm", parse: () => null },
  { file: /^pnpm-lock\.yaml$/, ecosystem: "npm", parse: parsePnpmLock },
  { file: /^yarn\.lock$/, ecosystem: "npm", parse: parseYarnLock },
  { file: /^poetry\.lock$/, ecosystem: "pypi", parse: parsePoetryLock },
  { file: /^uv\.lock$/, ecosystem: "pypi", parse: parseUvLock },
  { file: /^requirements[\w.-]*\.txt$/, ecosystem: "pypi", parse: parsePinnedRequirements },
  { file: /^go\.mod$/, ecosystem: "go", parse: parseGoVersions },
  { file: /^Cargo\.lock$/, ecosystem: "cargo", parse: parseCargoLock },
];

const manifestEcosystems: [RegExp, Ecosystem][] = [
  [/^package\.json$/, "npm"],
  [/^pyproject\.toml$/, "pypi"],
  [/^Cargo\.toml$/, "cargo"],
];

/** A lockfile and what it holds. */
export type Lockfile = { path: string; ecosystem: Ecosystem; packages: LockedPackage[] };

/** Every lockfile found, and in words what could not be found out. */
export type LockfileReport = { lockfiles: Lockfile[]; inconclusive: string[] };

/**
 * Reads every lockfile of a repository. A lockfile that cannot be read, and a manifest that declares dependencies with
 * no lockfile beside it or above it, are named: nobody knows which versions run there.
 */
export async function readLockfiles({ root, files, signal }: AuditInput): Promise<LockfileReport> {
  const lockfiles: Lockfile[] = [];
  const inconclusive: string[] = [];
  const covered: { folder: string; ecosystem: Ecosystem }[] = [];
  for (const path of files) {
    signal?.throwIfAborted();
    const format = formats.find(({ file }) => file.test(basename(path)));
    if (format === undefined) continue;
    covered.push({ folder: dirname(path), ecosystem: format.ecosystem });
    const text = await readText(root, path, maxBytes);
    const packages = text === null ? null : format.parse(text);
    if (packages === null) inconclusive.push(`${path} does not say which versions run, or cannot be read`);
    else lockfiles.push({ path, ecosystem: format.ecosystem, packages });
  }
  for (const path of files) {
    const ecosystem = manifestEcosystems.find(([file]) => file.test(basename(path)))?.[1];
    if (ecosystem === undefined) continue;
    const folder = dirname(path);
    const isAbove = (other: string) => other === "." || folder === other || folder.startsWith(`${other}/`);
    if (covered.some((lock) => lock.ecosystem === ecosystem && isAbove(lock.folder))) continue;
    const manifest = manifestFormat(path)?.parse((await readText(root, path, maxBytes)) ?? "");
    if (manifest?.dependencies.length) inconclusive.push(`${path} declares dependencies, and no lockfile holds them`);
  }
  return { lockfiles, inconclusive };
}
