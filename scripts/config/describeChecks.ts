import { paint } from "../cli/paint.ts";
import type { ConfigCheck } from "./checkConfig.ts";

/** One line for each thing that was checked, and below it what is wrong. */
export function describeChecks(checks: readonly ConfigCheck[]): string {
  const lines = checks.map(({ what, says, problem }) =>
    problem === null
      ? `${paint("good", "ok    ")} ${what}: ${says}`
      : `${paint("bad", "wrong ")} ${what}\n${problem.replace(/^/gm, "       ")}`,
  );
  const wrong = checks.filter(({ problem }) => problem !== null).length;
  return [...lines, "", wrong === 0 ? "All can be used." : `${wrong} of ${checks.length} cannot be used.`].join("\n");
}
