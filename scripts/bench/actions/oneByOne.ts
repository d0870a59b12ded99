import { signedReceipt } from "../../../contracts/envelope.ts";
import { composeEnvelope } from "../../../server/federation/actions/dispatch/composeEnvelope.ts";
import type { FederationContext } from "../../../server/federation/context.ts";
import type { Mesh } from "../../../server/mesh/connect.ts";
import { sendSigned } from "../../../server/mesh/sendSigned.ts";
import { planBench, type Spans } from "./fanOut.ts";
import { type BenchHubs, receiptsPerAction } from "./hubs.ts";
import { prepareTaking } from "./takeStored.ts";

const targets = `select target.id, target.subject, project.slug, run.action, run."expiresAt"
  from "ActionTarget" target join "ActionRun" run on run.id = target."runId"
  join "ProjectCatalog" project on project.id = target."projectId" where run.id = $1`;
const note = `update "ActionTarget" set state = 'sent', attempts = attempts + 1, "nextAttemptAt" = null where id = $1`;
const move = 'update "ActionTarget" set state = $2, "updatedAt" = now() where id = $1';

/** The peer: the same run, with one UPDATE and one COMMIT an action sent, and one a receipt. */
export async function oneByOne(
  { ctx, mesh, hubs }: { ctx: FederationContext; mesh: Mesh; hubs: BenchHubs },
  slugs: readonly string[],
): Promise<Spans> {
  const { pool } = ctx.db;
  const { take, close } = await prepareTaking(mesh);
  const begin = await planBench(ctx, slugs);
  const arriving = hubs.arrived(slugs.length);
  const started = performance.now();
  const runId = await begin();
  const { rows } = await pool.query(targets, [runId]);
  for (const { id, subject, slug, action, expiresAt } of rows) {
    await pool.query({ name: "bench-note", text: note, values: [id] });
    const body = composeEnvelope({ id, slug, subject, action, expiresAt });
    sendSigned({ mesh, subject, id, body, keys: ctx.keys.forActions(slug), now: new Date() });
    await mesh.nc.flush();
  }
  const dispatched = (await arriving) - started;
  await take(slugs.length * receiptsPerAction, async (message) => {
    const { actionId, state } = signedReceipt.parse(message.json());
    await pool.query({ name: "bench-move", text: move, values: [actionId, state] });
  });
  const received = performance.now() - started;
  await close();
  await pool.query(`update "ActionRun" set state = 'completed', "finishedAt" = now() where id = $1`, [runId]);
  return { dispatched, received };
}
