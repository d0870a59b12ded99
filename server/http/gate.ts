import type { Server } from "bun";
import type { FederationContext } from "../federation/context.ts";
import { AppError } from "../platform/errors.ts";
import { authenticate, type Caller, refuseForgedChange } from "./auth/authenticate.ts";
import type { CredentialCache } from "./auth/credentialCache.ts";
import { countedAddress } from "./countedAddress.ts";
import { createOpenStreams } from "./openStreams.ts";
import { asExpected } from "./publicError.ts";
import { createRateLimiter, type Rate } from "./rateLimit.ts";
import type { Traces } from "./trace.ts";

/** How fast one may ask: by network address, by key or session, and with what is wrong, to the API or to sign in. */
export type RateLimits = { address: Rate; caller: Rate; wrongKey: Rate; failedSignIn: Rate };

/** Far above what pages and scripts need; wrong keys are few from anyone honest, and sign-ins are typed by people. */
export const defaultRateLimits: RateLimits = {
  address: { burst: 5000, perSecond: 2000 },
  caller: { burst: 2000, perSecond: 1000 },
  wrongKey: { burst: 100, perSecond: 1 },
  failedSignIn: { burst: 10, perSecond: 0.2 },
};

/** More than an IPv6 address with a zone needs: what a proxy notes is text. */
const longestAddress = 100;

type AnyServer = Server<unknown> | null;

/** Decides who comes in. */
export type Gate = {
  /** Who asks, and from which address; throws an `AppError` for whoever may not come in. */
  admit(request: Request, server: AnyServer): Promise<Caller & { address: string }>;
  /** Refuses an address that asks too fast, whatever for; before everything else. */
  arrive(request: Request, server: AnyServer): void;
  /**
   * Refuses an address from which too many sign-ins have failed lately, and counts this one as failed until
   * `afterSignIn`: many at once are no way round.
   */
  beforeSignIn(request: Request, server: AnyServer): void;
  /** The sign-in did not fail. */
  afterSignIn(request: Request, server: AnyServer): void;
  /** Notes a live stream of whoever was let in, and answers what notes its end; throws when too many are open. */
  openStream(caller: Caller): () => void;
  /** Whether whoever was let in with this request would be let in still: a key is revoked, a session ends. */
  stillAdmits(request: Request): Promise<boolean>;
};

/** Whom limits tell apart: a key with all its sessions, or a person who signed in elsewhere. */
const nameOf = ({ by, keyId, actor }: Caller) => `${by} ${keyId ?? actor.name}`;

const tooMany = (what: string) => new AppError("rate_limited", `Too many ${what}. Wait a few seconds and try again.`);

export type GateOptions = {
  ctx: FederationContext;
  credentials: CredentialCache;
  traces: Traces;
  limits: RateLimits;
  /** Whether callers come through a proxy of ours, which notes their address in `X-Forwarded-For`. */
  trustProxy: boolean;
};

export function createGate({ ctx, credentials, traces, limits, trustProxy }: GateOptions): Gate {
  const byAddress = createRateLimiter(limits.address);
  const byCaller = createRateLimiter(limits.caller);
  const wrongKeys = createRateLimiter(limits.wrongKey);
  const failedSignIns = createRateLimiter(limits.failedSignIn);
  const openStreams = createOpenStreams();
  const now = () => ctx.clock.now();
  // The socket's own address: a header is whatever its sender likes, but for what a proxy of ours has put last.
  const addressOf = (request: Request, server: AnyServer) => {
    const forwarded = trustProxy ? request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
    return forwarded?.slice(0, longestAddress) || server?.requestIP(request)?.address || "unknown";
  };

  const countedAs = (request: Request, server: AnyServer) => countedAddress(addressOf(request, server));

  const identify = async (request: Request): Promise<Caller> => {
    try {
      return await authenticate(credentials, request, now());
    } catch (thrown) {
      throw asExpected(thrown);
    }
  };

  return {
    arrive(request, server) {
      if (!byAddress.take(countedAs(request, server), now().getTime())) throw tooMany("requests");
    },
    beforeSignIn(request, server) {
      if (!failedSignIns.take(countedAs(request, server), now().getTime())) throw tooMany("failed sign-ins");
    },
    afterSignIn(request, server) {
      failedSignIns.give(countedAs(request, server), now().getTime());
    },
    openStream: (caller) => openStreams(nameOf(caller)),
    async stillAdmits(request) {
      try {
        await identify(request);
        return true;
      } catch (thrown) {
        // What cannot be asked now is no reason to end anything.
        return thrown instanceof AppError && thrown.code === "unavailable";
      }
    },
    async admit(request, server) {
      const at = now().getTime();
      const address = addressOf(request, server);
      const caller = await identify(request).catch((thrown: unknown) => {
        const refused = thrown instanceof AppError && thrown.code === "forbidden";
        if (refused && !wrongKeys.take(countedAs(request, server), at)) throw tooMany("wrong keys");
        throw thrown;
      });
      if (!byCaller.take(nameOf(caller), at)) throw tooMany("requests");
      refuseForgedChange(request, caller);
      traces.of(request).actor = caller.actor.name;
      return { ...caller, address };
    },
  };
}
