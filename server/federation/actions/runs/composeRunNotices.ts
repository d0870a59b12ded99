import type { Pool } from "pg";
import type { ChangeNotice } from "../../../../contracts/changes.ts";
import { loadRuns, loadTargets } from "./runRows.ts";

/** Keeps a notice well below the broker's limit of 1 MiB: the reason and result of a target may have some KiB. */
const targetsPerNotice = 100;

/** Notices about runs and targets that changed: each run as it is now, with its changed targets, in two statements. */
export async function composeRunNotices(
  pool: Pool,
  changed: { runs: readonly string[]; targets: readonly string[] },
): Promise<ChangeNotice[]> {
  if (changed.runs.length + changed.targets.length === 0) return [];
  const targets = changed.targets.length === 0 ? [] : await loadTargets(pool, { ids: changed.targets });
  const byRun = Map.groupBy(targets, ({ runId }) => runId);
  const runs = await loadRuns(pool, [...new Set([...changed.runs, ...byRun.keys()])]);
  return runs.flatMap(({ planHash: _, ...run }): ChangeNotice[] => {
    const rows = (byRun.get(run.id) ?? []).map(({ target }) => target);
    const notices: ChangeNotice[] = [{ type: "run", run, targets: rows.slice(0, targetsPerNotice) }];
    for (let start = targetsPerNotice; start < rows.length; start += targetsPerNotice) {
      notices.push({ type: "run", run, targets: rows.slice(start, start + targetsPerNotice) });
    }
    return notices;
  });
}
