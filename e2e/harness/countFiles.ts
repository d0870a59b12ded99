import { readdirSync } from "node:fs";

/**
 * How many files a sample project has, counted without the code under test: `git ls-files`, or every file below it where
 * git tracks none (a downloaded archive has no repository).
 */
export function countFiles(root: string): number {
  const git = Bun.spawnSync(["git", "-C", root, "ls-files"], { stdout: "pipe", stderr: "ignore" });
  const tracked = git.success ? git.stdout.toString().split("\n").filter(Boolean).length : 0;
  if (tracked > 0) return tracked;
  return readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory()).length;
}
