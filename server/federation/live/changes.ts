/** What a transaction changed, by id: enough to load the new rows after the commit. `removed` are slugs. */
export type Changes = {
  projects: number[];
  edges: number[];
  alerts: string[];
  /** Runs of actions, and targets of runs. */
  runs: string[];
  targets: string[];
  removed: string[];
};

export const noChanges = (): Changes => ({
  projects: [],
  edges: [],
  alerts: [],
  runs: [],
  targets: [],
  removed: [],
});

const union = <T>(a: readonly T[], b: readonly T[]): T[] => [...new Set([...a, ...b])];

export function mergeChanges(a: Changes, b: Changes): Changes {
  return {
    projects: union(a.projects, b.projects),
    edges: union(a.edges, b.edges),
    alerts: union(a.alerts, b.alerts),
    runs: union(a.runs, b.runs),
    targets: union(a.targets, b.targets),
    removed: union(a.removed, b.removed),
  };
}
