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
 */
export async function takeAction(
  ctx: InstanceContext,
  { message, keys }: { message: SignedMessage; keys: readonly Uint8Array[] },
): Promise<Taken> {
  const { slug } = ctx.project;
  const allow = ctx.config.allowFanout;
  const verdict = verifyEnvelope({ message, keys, slug, allow, now: ctx.clock.now() });
  const { envelope } = verdict;
  if (envelope === null) {
    ctx.log.warn("action.not_believed", { subject: message.subject, reason: verdict.ok ? null : verdict.reason });
    return null;
  }
  const refusal = verdict.ok ? null : verdict.reason;
  const registered = await registerAction(ctx, envelope, refusal);
  ctx.log.info("action.taken", { action: envelope.id, type: envelope.type, outcome: registered.is, reason: refusal });
  return { envelope, registered };
}
