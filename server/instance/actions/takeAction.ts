import type { ActionEnvelope } from "../../../contracts/envelope.ts";
import type { SignedMessage } from "../../mesh/signing.ts";
import { verifyEnvelope } from "../../mesh/verifyEnvelope.ts";
import type { InstanceContext } from "../context.ts";
import { type Registered, registerAction } from "./registerAction.ts";

/** What came of a message: null when it is noise or an attack, which is answered by nothing. */
export type Taken = { envelope: ActionEnvelope; registered: Registered } | null;

/**
 * Decides about one message on a request subject, and takes an authentic action in: see `verifyEnvelope` for what is
 * checked and in which order. The instance's own allowlist has the last word.
 *
 * @param onDisbelieved told why a message that no honest Meta Hub sends was not believed.
 */
export async function takeAction(
  ctx: InstanceContext,
  input: { message: SignedMessage; keys: readonly Uint8Array[]; onDisbelieved: (reason: string) => void },
): Promise<Taken> {
  const { message, keys, onDisbelieved } = input;
  const verdict = verifyEnvelope({ message, keys, slug: ctx.project.slug, now: ctx.clock.now() });
  if (!verdict.ok) onDisbelieved(verdict.reason);
  if (verdict.envelope === null) return null;
  const { envelope, signedAt } = verdict;
  const { id, type } = envelope;
  const forbidden = ctx.config.allowFanout.includes(type) ? null : `${type} is not allowed here`;
  const refusal = verdict.ok ? forbidden : verdict.reason;
  const registered = await registerAction(ctx, { id, type, signedAt }, refusal);
  if (registered.is === "known" && registered.replayed && verdict.ok) onDisbelieved("replayed");
  ctx.log.info("action.taken", { action: id, type, outcome: registered.is, reason: refusal });
  return { envelope, registered };
}
