import type { Health, Readiness } from "../../../contracts/system.ts";
import type { FederationContext } from "../../federation/context.ts";
import { messageOf } from "../../platform/errors.ts";
import type { MetaRuntime } from "../runtime.ts";

/** `/health`: the process runs and answers. Says nothing of what it depends on, or it would be restarted for their faults. */
export const answerHealth = ({ version }: MetaRuntime): Response =>
  Response.json({ status: "ok", version } satisfies Health);

/** `/ready`: it can do its work. 503 names what is missing. */
export async function answerReady(ctx: FederationContext, { mesh }: MetaRuntime): Promise<Response> {
  const reasons: string[] = [];
  if (!(await databaseAnswers(ctx))) reasons.push("the database does not answer");
  if (!mesh.isConnected()) reasons.push("the mesh is not connected");
  const ready = reasons.length === 0;
  const body: Readiness = { status: ready ? "ready" : "not ready", reasons };
  return Response.json(body, { status: ready ? 200 : 503 });
}

/** Whether the database answers within 2 s. The cause of a failure is in the log, not in an answer to a stranger. */
async function databaseAnswers({ db, log }: FederationContext): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("no answer within 2 s")), 2000);
  });
  try {
    await Promise.race([db.pool.query("select 1"), late]);
    return true;
  } catch (thrown) {
    log.warn("not ready", { database: messageOf(thrown) });
    return false;
  } finally {
    clearTimeout(timer);
  }
}
