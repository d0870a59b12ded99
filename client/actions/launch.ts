import type { ActionSelection, FanoutAction } from "../../contracts/actions.ts";

/** Whom an action is to be done with, in words and as it is asked for. */
export type Scope = { label: string; select: ActionSelection };

/** An action that somebody wants; the first scope is proposed. */
export type Launch = { action: FanoutAction; scopes: readonly [Scope, ...Scope[]] };
