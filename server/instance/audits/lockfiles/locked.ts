/** Where a package comes from. */
export type Ecosystem = "npm" | "pypi" | "go" | "cargo";

/** One package at the one version that a lockfile holds it to. `line` counts from 1. */
export type LockedPackage = { name: string; version: string; line: number; license?: string };

/** Reads one kind of lockfile; null when the text is none. Never throws. */
export type LockfileParser = (text: string) => LockedPackage[] | null;
