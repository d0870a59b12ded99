import { initTRPC } from "@trpc/server";
import type { Actor } from "../../federation/access/actor.ts";
import type { Author } from "../../federation/auditLog/author.ts";
import type { FederationContext } from "../../federation/context.ts";
import { AppError } from "../../platform/errors.ts";
import type { CredentialCache } from "../auth/credentialCache.ts";
import type { MetaRuntime } from "../runtime.ts";
import { formatCallError, toTrpcError } from "./errors.ts";
import { refusalOf } from "./roles.ts";

/** What every procedure gets. The actor is known: nobody comes this far without a key or a session. */
export type CallContext = {
  fed: FederationContext;
  runtime: MetaRuntime;
  actor: Actor;
  /** The network address that the request came from. */
  address: string;
  requestId: string;
  /** Notes a live stream of the caller, and answers what notes its end. @throws AppError `rate_limited`. */
  openStream(): () => void;
  /** Whether the caller would be let in still: a stream outlives keys and sessions. */
  stillAdmitted(): Promise<boolean>;
  /** Told when a key has ended, because it remembers who was let in. */
  credentials: Pick<CredentialCache, "forget">;
};

const t = initTRPC.context<CallContext>().create({
  errorFormatter: ({ error, ctx }) => formatCallError(error, ctx?.requestId ?? "unknown"),
  // A quiet stream looks dead to proxies and browsers: a ping every 5 s, and three missed pings mean reconnect.
  sse: { ping: { enabled: true, intervalMs: 5000 }, client: { reconnectAfterInactivityMs: 15_000 } },
});

/** Gives expected failures their own status; the rest stay internal errors. */
const translated = t.middleware(async ({ next }) => {
  const result = await next();
  if (!result.ok) throw toTrpcError(result.error);
  return result;
});

/** Lets through whoever has the role that the table asks for this procedure. */
const guarded = t.middleware(({ ctx, path, next }) => {
  const refusal = refusalOf(ctx.actor, path);
  if (refusal !== null) throw new AppError("forbidden", refusal);
  return next();
});

/** Whom the audit log names. */
export const authorOf = ({ actor, address, requestId }: CallContext): Author => ({
  name: actor.name,
  address,
  requestId,
});

export const router = t.router;
export const procedure = t.procedure.use(translated).use(guarded);
