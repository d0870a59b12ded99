import { expect, test } from "bun:test";
import { chown, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { deploySummary as summary } from "../../../contracts/events.ts";
import { AppError } from "../../platform/errors.ts";
import { latestDeploys } from "./latestDeploys.ts";
import { parseDeploys } from "./readDeploysFile.ts";
import { deployOfTag, readTags } from "./readTags.ts";
import { deploySummary } from "./summarize.ts";

async function inFolder(check: (root: string) => Promise<void>): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), "deploys-"));
  try {
    await check(root);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

function git(root: string, date: string, ...args: string[]): void {
  const who = ["AUTHOR", "COMMITTER"].flatMap((role) => [
    `GIT_${role}_NAME=Ada`,
    `GIT_${role}_EMAIL=ada@veria.dev`,
    `GIT_${role}_DATE=${date}`,
  ]);
  const command = ["env", ...who, "git", "-C", root, "-c", "commit.gpgsign=false", "-c", "tag.gpgsign=false", ...args];
  const { exitCode, stderr } = Bun.spawnSync(command);
  if (exitCode !== 0) throw new Error(stderr.toString());
}

test("a tag says where its version went, or nothing", () => {
  expect(deployOfTag("v1.2.3")).toEqual({ environment: "prod", version: "1.2.3" });
  expect(deployOfTag("2.0.0-rc.1")).toEqual({ environment: "staging", version: "2.0.0-rc.1" });
  expect(deployOfTag("deploy/production/2026-11-01")).toEqual({ environment: "prod", version: "2026-11-01" });
  expect(deployOfTag("before-the-rewrite")).toBeNull();
  expect(deployOfTag("v1")).toBeNull();
});

test("the latest deploy of each environment is kept, unknown environments stay null", () => {
  const at = (day: number) => new Date(Date.UTC(2026, 10, day));
  const states = latestDeploys([
    { environment: "prod", version: "1.0.0", deployedAt: at(1) },
    { environment: "prod", version: "1.1.0", deployedAt: at(9) },
    { environment: "canary", version: "1.2.0", deployedAt: at(10) },
  ]);
  expect(states).toEqual([
    { environment: "dev", version: null, deployedAt: null },
    { environment: "staging", version: null, deployedAt: null },
    { environment: "prod", version: "1.1.0", deployedAt: at(9) },
    { environment: "canary", version: "1.2.0", deployedAt: at(10) },
  ]);
});

test("whatever stands in deploys.json is deploys or a refusal that names the file", () => {
  const anything = fc.oneof(
    fc.string(),
    fc.json(),
    fc.json().map((json) => `{"deploys":[${json}]}`),
  );
  fc.assert(
    fc.property(anything, (text) => {
      try {
        expect(Array.isArray(parseDeploys(text))).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
        expect(String(error)).toContain("deploys.json");
      }
    }),
  );
});

test("tags and deploys.json together make the summary, each environment with its own moment", () =>
  inFolder(async (root) => {
    const day = "2026-11-02T10:00:00Z";
    git(root, day, "init", "--quiet");
    git(root, day, "commit", "--allow-empty", "-m", "one");
    git(root, day, "tag", "-a", "v1.0.0", "-m", "release");
    const deploys = [{ environment: "staging", version: "1.1.0-rc.1", deployedAt: "2026-11-05T12:00:00+02:00" }];
    await Bun.write(join(root, "deploys.json"), JSON.stringify({ deploys }));
    const event = await deploySummary({ slug: "veria", root });
    expect(summary.safeParse(event).success).toBe(true);
    expect(event).toEqual({
      projectSlug: "veria",
      envs: ["dev", "staging", "prod"],
      versions: [null, "1.1.0-rc.1", "1.0.0"],
      deployedAt: [null, "2026-11-05T10:00:00.000Z", "2026-11-02T10:00:00.000Z"],
      lastDeployedAt: "2026-11-05T10:00:00.000Z",
    });
  }));

test("a folder inside a larger repository has no tags of its own", () =>
  inFolder(async (root) => {
    git(root, "2026-11-02T10:00:00Z", "init", "--quiet");
    git(root, "2026-11-02T10:00:00Z", "commit", "--allow-empty", "-m", "one");
    git(root, "2026-11-02T10:00:00Z", "tag", "v1.0.0");
    await mkdir(join(root, "inside"));
    expect(await readTags({ root })).toHaveLength(1);
    expect(await readTags({ root: join(root, "inside") })).toEqual([]);
  }));

// Only root can give a folder away.
test.skipIf(process.getuid?.() !== 0)("tags are read in a working tree that belongs to another user too", () =>
  inFolder(async (root) => {
    git(root, "2026-11-02T10:00:00Z", "init", "--quiet");
    git(root, "2026-11-02T10:00:00Z", "commit", "--allow-empty", "-m", "one");
    git(root, "2026-11-02T10:00:00Z", "tag", "v1.0.0");
    await chown(root, 1001, 1001);
    expect(await readTags({ root })).toHaveLength(1);
  }),
);

test("a folder without git and a broken deploys.json leave everything unknown", () =>
  inFolder(async (root) => {
    await Bun.write(join(root, "deploys.json"), "{ not json");
    const event = await deploySummary({ slug: "veria", root });
    expect(event.versions).toEqual([null, null, null]);
    expect(event.lastDeployedAt).toBeNull();
  }));
