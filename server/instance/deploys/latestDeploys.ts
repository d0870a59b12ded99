import { type Deploy, environments } from "./deploy.ts";

/** Where an environment stands: null while nothing is known to have been deployed to it. */
export type EnvironmentState = { environment: string; version: string | null; deployedAt: Date | null };

const maxEnvironments = 20;

/**
 * The latest deploy to each environment: dev, staging and prod always, then others by name, at most 20. Of two deploys
 * at the same moment the first in the list wins.
 */
export function latestDeploys(deploys: Deploy[]): EnvironmentState[] {
  const latest = new Map<string, Deploy>();
  for (const deploy of deploys) {
    const known = latest.get(deploy.environment);
    if (known === undefined || deploy.deployedAt > known.deployedAt) latest.set(deploy.environment, deploy);
  }
  const others = [...latest.keys()].filter((name) => !environments.some((known) => known === name)).sort();
  return [...environments, ...others].slice(0, maxEnvironments).map((environment) => ({
    environment,
    version: latest.get(environment)?.version ?? null,
    deployedAt: latest.get(environment)?.deployedAt ?? null,
  }));
}
