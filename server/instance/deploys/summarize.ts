import type { EventWire } from "../../../contracts/events.ts";
import { type Log, silentLog } from "../../platform/log.ts";
import type { Deploy } from "./deploy.ts";
import { latestDeploys } from "./latestDeploys.ts";
import { readDeploysFile } from "./readDeploysFile.ts";
import { readTags } from "./readTags.ts";

/**
 * What runs where, from `deploys.json` and the repository's tags: `deployedAt[i]` is when `versions[i]` came to
 * `envs[i]`, `lastDeployedAt` the latest of them. A `deploys.json` that cannot be read is logged, and counts as absent:
 * what it would have said is unknown.
 */
export async function deploySummary(input: {
  slug: string;
  root: string;
  log?: Log;
}): Promise<EventWire<"deploy.summary.status">> {
  const states = latestDeploys([...(await fromFile(input.root, input.log ?? silentLog)), ...(await readTags(input))]);
  const moments = states.flatMap(({ deployedAt }) => (deployedAt === null ? [] : [deployedAt.getTime()]));
  return {
    projectSlug: input.slug,
    envs: states.map(({ environment }) => environment),
    versions: states.map(({ version }) => version),
    deployedAt: states.map(({ deployedAt }) => deployedAt?.toISOString() ?? null),
    lastDeployedAt: moments.length === 0 ? null : new Date(Math.max(...moments)).toISOString(),
  };
}

async function fromFile(root: string, log: Log): Promise<Deploy[]> {
  try {
    return await readDeploysFile({ root });
  } catch (error) {
    log.warn("deploys.unreadable", { error });
    return [];
  }
}
