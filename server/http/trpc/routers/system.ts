import type { SessionInfo } from "../../../../contracts/access.ts";
import type { SystemStatus } from "../../../../contracts/system.ts";
import { getSystemStatus } from "../../../federation/system/getStatus.ts";
import { procedure, router } from "../init.ts";

export const systemRouter = router({
  /** How the Meta Hub itself is: mesh, ingest lag, quarantine. */
  status: procedure.query(({ ctx }): Promise<SystemStatus> => getSystemStatus(ctx.fed, ctx.runtime)),

  /** Who is asking. */
  session: procedure.query(({ ctx: { actor } }): SessionInfo => ({ name: actor.name, role: actor.role })),
});
