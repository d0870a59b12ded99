import { realpath } from "node:fs/promises";
import { valid } from "semver";
import { runGit } from "../repository/files/runGit.ts";
import { type Deploy, environmentName } from "./deploy.ts";

const newestTags = 2000;

/**
 * What a tag's name says was deployed, or null when it says nothing:
 * `deploy/<environment>/<version>` says so itself, `v1.2.3` is a release to prod, `v1.2.3-rc.1` one to staging.
 */
export function deployOfTag(tag: string): Omit<Deploy, "deployedAt"> | null {
  const [, environment, version] = /^deploy\/([^/]+)\/(.+)$/.exec(tag) ?? [];
  if (environment !== undefined && version !== undefined) {
    return { environment: environmentName(environment), version: version.slice(0, 120) };
  }
  const release = valid(tag);
  if (release === null || !/^v?\d/.test(tag)) return null;
  return { environment: release.includes("-") ? "staging" : "prod", version: tag.replace(/^v/, "").slice(0, 120) };
}

async function git(root: string, ...args: string[]): Promise<string | null> {
  const output = await runGit(root, args);
  return output === null ? null : new TextDecoder().decode(output);
}

/**
 * The deploys that the repository's newest 2,000 tags stand for, dated by the tag. None when there is no git, or when
 * `root` is a folder inside a larger repository, whose tags are not this project's.
 */
export async function readTags({ root }: { root: string }): Promise<Deploy[]> {
  const top = (await git(root, "rev-parse", "--show-toplevel"))?.trim();
  if (!top || (await realpath(top)) !== (await realpath(root))) return [];
  const format = "--format=%(creatordate:unix) %(refname:strip=2)";
  const lines = await git(root, "for-each-ref", "refs/tags", "--sort=-creatordate", `--count=${newestTags}`, format);
  return (lines ?? "").split("\n").flatMap((line) => {
    const space = line.indexOf(" ");
    const seconds = Number(line.slice(0, space));
    const deploy = deployOfTag(line.slice(space + 1));
    return space > 0 && Number.isFinite(seconds) && deploy !== null
      ? [{ ...deploy, deployedAt: new Date(seconds * 1000) }]
      : [];
  });
}
