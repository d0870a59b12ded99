import { stat } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import type { ProjectsConfig } from "../../contracts/config.ts";
import { secretNamesOf } from "../../server/federation/notify/webhook.ts";
import { loadHubConfig, loadPolicy, loadProjects } from "../../server/platform/config.ts";
import { checkEnvironment, readNamedSecrets, type StartEnv } from "../../server/platform/env.ts";
import { UserError } from "../../server/platform/errors.ts";

/** One thing that was checked: what it is, what it says where it can be used, and else why it cannot. */
export type ConfigCheck = { what: string; says: string; problem: string | null };

async function check(what: string, read: () => Promise<string> | string): Promise<ConfigCheck> {
  try {
    return { what, says: await read(), problem: null };
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    return { what, says: "", problem: thrown.message };
  }
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** What `bun start` and its hubs would read, checked in that order. Nothing is started or written. */
export async function checkConfig(
  source: Record<string, string | undefined>,
  { FED_CONFIG_DIR: folder }: StartEnv,
): Promise<ConfigCheck[]> {
  const shown = (path: string) => relative(process.cwd(), path) || path;
  let declared: ProjectsConfig = { projects: [] };
  const checks = [
    await check("environment", () => `sets ${checkEnvironment(source).join(", ") || "nothing"}`),
    await check(shown(join(folder, "projects.yaml")), async () => {
      declared = await loadProjects(folder);
      return counted(declared.projects.length, "project");
    }),
    await check(shown(join(folder, "policy.yaml")), async () => {
      const { notifications } = await loadPolicy(folder);
      readNamedSecrets(secretNamesOf(notifications.webhooks), source);
      return counted(notifications.webhooks.length, "webhook");
    }),
  ];
  for (const { slug, root } of declared.projects) {
    if (root === undefined) continue;
    const path = resolve(dirname(folder), root);
    const allows = async () => {
      const isFolder = (await stat(path).catch(() => null))?.isDirectory() ?? false;
      if (!isFolder) throw new UserError(`${shown(path)}, the root of ${slug}, is not a folder.`);
      const { allowFanout } = await loadHubConfig(path);
      return `allows ${allowFanout.join(", ") || "nothing"}`;
    };
    checks.push(await check(`${slug}: hub.yaml in ${shown(path)}`, allows));
  }
  return checks;
}
