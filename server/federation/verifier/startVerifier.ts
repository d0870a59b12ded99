import type { ProjectVerification } from "../../../contracts/surface.ts";
import { AppError } from "../../platform/errors.ts";
import type { Log } from "../../platform/log.ts";
import { repeat } from "../../platform/repeat.ts";
import type { FederationContext } from "../context.ts";
import { createAnnouncer } from "../live/announcer.ts";
import { whileLocked } from "../locks.ts";
import { KeyBudget } from "../metrics/keyBudget.ts";
import { Partitions } from "../metrics/partitions.ts";
import { createLimit } from "./limit.ts";
import { loadSurfaces } from "./loadSurfaces.ts";
import { defaultSetup, type FetchSetup } from "./safeFetch.ts";
import { type VerifierTools, verifyEndpoints } from "./verifyEndpoints.ts";

/** Looks at what declared projects offer, by itself and when asked. */
export type Verifier = {
  /** Verifies every declared project now. Whoever asks while that goes on gets the same answer. */
  verifyNow(): Promise<ProjectVerification[]>;
  stop(): Promise<void>;
};

/** How many requests may be under way at once, whatever the number of projects. */
const requestsAtOnce = 16;

/**
 * Starts verifying. A project's turn comes every `intervalMs`; who has a turn is looked up every `lookMs`, give or take
 * a fifth. Of several replicas one verifies at a time, and a project's turn counts for all of them.
 */
export function startVerifier(options: {
  ctx: FederationContext;
  log: Log;
  intervalMs?: number;
  lookMs?: number;
  setup?: FetchSetup;
}): Verifier {
  const { ctx, log, intervalMs = 300_000, lookMs = 10_000, setup = defaultSetup } = options;
  const announcer = createAnnouncer(ctx);
  const stopping = new AbortController();
  const tools: VerifierTools = {
    ...{ setup, signal: stopping.signal },
    limit: createLimit(requestsAtOnce),
    partitions: new Partitions(ctx.db.pool),
    keys: new KeyBudget("latencies", ctx.clock),
  };
  const round = async (notSince: Date | null) => {
    try {
      announcer.add(await verifyEndpoints(ctx, tools, { notSince }));
    } catch (thrown) {
      // The partition that was wanted may have been dropped.
      tools.partitions.forget();
      if (!stopping.signal.aborted) throw thrown;
    }
  };

  const looking = repeat(
    log,
    "verifier",
    () => lookMs * (0.8 + 0.4 * Math.random()),
    async () => {
      await whileLocked(ctx.db.pool, "verifier", "pass", () => round(new Date(ctx.clock.now().getTime() - intervalMs)));
    },
    { firstAfterMs: lookMs / 3 },
  );

  let asked: Promise<ProjectVerification[]> | undefined;
  const verifyAll = async () => {
    await whileLocked(ctx.db.pool, "verifier", "wait", () => round(null));
    return await loadSurfaces(ctx, { origin: "declared" });
  };
  return {
    async verifyNow() {
      if (stopping.signal.aborted)
        throw new AppError("unavailable", "The Meta Hub is stopping. Ask again when it is up.");
      asked ??= verifyAll().finally(() => {
        asked = undefined;
      });
      return await asked;
    },
    async stop() {
      stopping.abort();
      await Promise.all([looking.stop(), asked?.catch(() => {})]);
      await announcer.stop();
    },
  };
}
