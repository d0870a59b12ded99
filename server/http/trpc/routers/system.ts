import type { SessionInfo } from "../../../../contracts/access.ts";
import { type QuarantinedEvent, quarantineQuery, type SystemStatus } from "../../../../contracts/system.ts";
import { listRejected } from "../../../federation/quarantine/listRejected.ts";
import { getSystemStatus } from "../../../federation/system/getStatus.ts";
import { procedure, router } from "../init.ts";

export const systemRouter = router({
  /** How the Meta Hub itself is: versions, policy, mesh, ingest lag, quarantine. */
  status: procedure.query(({ ctx }): Promise<SystemStatus> => getSystemStatus(ctx.fed, ctx.runtime)),

  /** What was rejected, with what came, by page. */
  quarantine: procedure
    .input(quarantineQuery.prefault({}))
    .query(({ ctx, input }): Promise<QuarantinedEvent[]> => listRejected(ctx.fed, input)),

  /** Who is asking. */
  session: procedure.query(({ ctx: { actor } }): SessionInfo => ({ name: actor.name, role: actor.role })),
});
