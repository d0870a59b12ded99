import type { Server } from "bun";
import type { Clock } from "../../../platform/clock.ts";
import { AppError } from "../../../platform/errors.ts";
import { countedAddress } from "../../countedAddress.ts";
import { createRateLimiter, type Rate } from "../../rateLimit.ts";

/** How fast one network address may ask a project hub, and how often with what is wrong. */
export type HubRateLimits = { address: Rate; refused: Rate };

/** A page asks tens of times, the Meta Hub a few times a minute; wrong keys are few from anyone honest. */
export const defaultHubRateLimits: HubRateLimits = {
  address: { burst: 1000, perSecond: 200 },
  refused: { burst: 50, perSecond: 1 },
};

type Asked = { request: Request; server: Server<unknown> | null };

/** Counts requests by the socket's own address (IPv6: by /64). Each throws AppError `rate_limited` when it is too many. */
export type HubLimits = {
  /** Before anything else is done for a request. */
  take(asked: Asked): void;
  /** When a key, a grant or a session was wrong. */
  takeRefused(asked: Asked): void;
};

export function createHubLimits(clock: Clock, { address, refused }: HubRateLimits): HubLimits {
  const requests = createRateLimiter(address);
  const refusals = createRateLimiter(refused);
  const limit =
    (limiter: typeof requests, what: string) =>
    ({ request, server }: Asked) => {
      const who = countedAddress(server?.requestIP(request)?.address ?? "unknown");
      if (limiter.take(who, clock.now().getTime())) return;
      throw new AppError("rate_limited", `Too many ${what}. Wait a few seconds and try again.`);
    };
  return { take: limit(requests, "requests"), takeRefused: limit(refusals, "refused requests") };
}
