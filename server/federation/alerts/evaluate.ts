import type { FederationContext } from "../context.ts";
import type { Changes } from "../live/changes.ts";
import { notify } from "./notify.ts";
import { runStages, type Stage } from "./round.ts";
import { dedupe, evaluate, inhibit, mark, recall } from "./stages.ts";
import { store } from "./store.ts";

const pipeline: readonly Stage[] = [evaluate, inhibit, recall, dedupe, mark, store, notify];

/** One round of alerting. Of several replicas one does it, the others pass. */
export const evaluateAlerts = (ctx: FederationContext): Promise<Changes> => runStages(ctx, "pass", pipeline);
