/** @typedef {import("@veria/contracts").UsageReport} UsageReport */

/** A rollout in one line. */
export function describe({ version, state, deployed, failed }) {
  const failures = failed?.length ? `, ${failed.length} failed` : "";
  return `${version}: ${state}, on ${deployed?.length ?? 0} machines${failures}`;
}

/** How many machines were served in all, for the report to Veria. */
export const usageOf = (rollouts) => {
  const machines = rollouts.reduce((sum, { deployed }) => sum + (deployed?.length ?? 0), 0);
  return `${machines} machines served.`;
};
