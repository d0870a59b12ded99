import type { PoolClient } from "pg";
import type { FederationContext } from "../context.ts";
import { announce } from "../live/announce.ts";
import { notify } from "./notify.ts";
import { runStages } from "./round.ts";
import { inhibit, mark, recall } from "./stages.ts";
import { store } from "./store.ts";

/**
 * Changes silences, and in the same transaction the alerts that they mute or no longer mute: a round of alerting that
 * looks at silences only. Then tells the clients.
 */
export async function changeSilences(
  ctx: FederationContext,
  change: (client: PoolClient) => Promise<void>,
): Promise<void> {
  const changes = await runStages(ctx, "wait", [({ client }) => change(client), inhibit, recall, mark, store, notify]);
  if (changes.alerts.length > 0) await announce(ctx, changes);
}
