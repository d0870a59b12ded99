import type { Mesh } from "../../../mesh/connect.ts";
import { repeat } from "../../../platform/repeat.ts";
import type { FederationContext } from "../../context.ts";
import { createAnnouncer } from "../../live/announcer.ts";
import { createAskAgain } from "../askAgain.ts";
import { settleRuns } from "../runs/settleRuns.ts";
import { dispatch } from "./dispatch.ts";
import { expireTargets } from "./expireTargets.ts";

const everyMs = 100;
const gapsEveryMs = 60_000;

/**
 * Carries runs forward: sends what is due, ends what is late, judges the runs. What is to be done is in the database, so
 * several replicas share it, and one that is killed is carried on by the next. Also looks for gaps in what came from the
 * projects, and for those that tell nothing, now and every minute. @returns its stop.
 */
export function startDispatcher({ ctx, mesh }: { ctx: FederationContext; mesh: Mesh }): () => Promise<void> {
  const announcer = createAnnouncer(ctx);
  const dispatching = repeat(ctx.log, "dispatch", everyMs, async () => {
    const { rows } = await ctx.db.pool.query(`select from "ActionRun" where state = 'running' limit 1`);
    if (rows.length === 0) return;
    announcer.add(await dispatch(ctx, mesh));
    announcer.add(await expireTargets(ctx));
    announcer.add(await settleRuns(ctx));
  });
  const askAgain = createAskAgain(ctx);
  const asking = repeat(ctx.log, "event gaps", gapsEveryMs, async () => void (await askAgain()));
  return async () => {
    await Promise.all([dispatching.stop(), asking.stop()]);
    await announcer.stop();
  };
}
