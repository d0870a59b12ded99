import { metricKeys } from "../../../contracts/metrics.ts";
import type { ProjectSample } from "./recordSamples.ts";

const keysPerProject = 200;
const fixed = new Set<string>(metricKeys);

/** The share of a project's keys that the verifier may use: as many as a manifest may name endpoints, and itself. */
export const latencyKeys = 31;

/**
 * Keeps a project from inventing keys without end: environments name keys, and a publisher could name a new one with
 * every event. Counted in memory, so a restart grants a new budget.
 */
export class KeyBudget {
  readonly #used = new Map<number, Set<string>>();
  readonly #most: number;

  /** @param most how many keys of its own a project may have here. */
  constructor(most = keysPerProject - fixed.size - latencyKeys) {
    this.#most = most;
  }

  /** Whether this sample may be stored. */
  allows({ projectId, key }: ProjectSample): boolean {
    if (fixed.has(key)) return true;
    const used = this.#used.get(projectId) ?? new Set();
    this.#used.set(projectId, used);
    if (used.has(key)) return true;
    if (used.size >= this.#most) return false;
    used.add(key);
    return true;
  }
}
