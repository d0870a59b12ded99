import type { Pool, PoolClient } from "pg";
import { metricKeys } from "../../../contracts/metrics.ts";
import type { Clock } from "../../platform/clock.ts";
import { listKeys } from "./readSamples.ts";
import type { ProjectSample } from "./recordSamples.ts";

const keysPerProject = 200;
/** How long what a project uses is remembered: retention takes keys away, in milliseconds. */
const rememberedMs = 3_600_000;
const fixed = new Set<string>(metricKeys);

/** The share of a project's keys that the verifier may use: as many as a manifest may name endpoints, and itself. */
const latencyKeys = 31;

/** Who names keys of its own, and how many a project may have of them: environments, and the endpoints of a manifest. */
const shares = {
  versions: { prefix: "deploy.version.", most: keysPerProject - fixed.size - latencyKeys },
  latencies: { prefix: "endpoint.latencyMs.", most: latencyKeys },
} as const;

/**
 * Keeps a project from inventing keys without end: environments name keys, and a publisher could name a new one with
 * every event. What is stored already counts, so neither a restart nor a second replica grants a new budget. What
 * retention has removed counts no more: what is stored is read anew each hour.
 */
export class KeyBudget {
  readonly #used = new Map<number, Set<string>>();
  readonly #share: (typeof shares)[keyof typeof shares];
  readonly #clock: Clock;
  #readSince: number;

  constructor(share: keyof typeof shares, clock: Clock) {
    this.#share = shares[share];
    this.#clock = clock;
    this.#readSince = clock.now().getTime();
  }

  /** The samples that may be stored. One query for all projects that are met here for the first time. */
  async admit(client: Pool | PoolClient, samples: readonly ProjectSample[]): Promise<ProjectSample[]> {
    const own = samples.filter(({ key }) => !fixed.has(key));
    if (own.length === 0) return [...samples];
    const now = this.#clock.now().getTime();
    if (now - this.#readSince >= rememberedMs) {
      this.#used.clear();
      this.#readSince = now;
    }
    const unknown = [...new Set(own.map(({ projectId }) => projectId))].filter((id) => !this.#used.has(id));
    if (unknown.length > 0) {
      const stored = await listKeys(client, unknown);
      for (const id of unknown) {
        this.#used.set(id, new Set((stored.get(id) ?? []).filter((key) => key.startsWith(this.#share.prefix))));
      }
    }
    return samples.filter((sample) => this.#allows(sample));
  }

  #allows({ projectId, key }: ProjectSample): boolean {
    if (fixed.has(key)) return true;
    const used = this.#used.get(projectId);
    if (used === undefined) return false;
    if (used.has(key)) return true;
    if (used.size >= this.#share.most) return false;
    used.add(key);
    return true;
  }
}
