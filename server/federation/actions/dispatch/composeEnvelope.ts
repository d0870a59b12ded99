import type { FanoutAction } from "../../../../contracts/actions.ts";
import type { ActionEnvelope } from "../../../../contracts/envelope.ts";
import { actionEntry } from "../registry.ts";

/**
 * The body of a signed action, as bytes: the same at every attempt, since everything in it is stored. `exp` is rounded
 * down to whole seconds.
 */
export function composeEnvelope(target: {
  id: string;
  slug: string;
  subject: string;
  action: FanoutAction;
  expiresAt: Date;
}): Uint8Array {
  const envelope: ActionEnvelope = {
    v: 1,
    id: target.id,
    iss: "meta",
    aud: target.slug,
    sub: target.subject,
    type: actionEntry(target.action).permission,
    exp: Math.floor(target.expiresAt.getTime() / 1000),
    args: {},
  };
  return new TextEncoder().encode(JSON.stringify(envelope));
}
