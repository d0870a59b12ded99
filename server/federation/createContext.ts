import { announce } from "./announce.ts";
import type { FederationContext } from "./context.ts";

/**
 * Joins the parts of a Meta Hub to what its verbs are given. What is announced is read from every domain, so it is bound
 * here, above them: a domain that changes something need not know who shows it.
 */
export function createContext(parts: Omit<FederationContext, "announce">): FederationContext {
  const ctx: FederationContext = { ...parts, announce: (changes) => announce(ctx, changes) };
  return ctx;
}
