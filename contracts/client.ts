import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  retryLink,
  splitLink,
  type TRPCClient,
  type TRPCClientError,
} from "@trpc/client";
import type { AppRouter } from "../server/http/trpc/root.ts";
import { errorCode } from "./errors.ts";
import { KeyedEventSource } from "./keyedEventSource.ts";

export type { AppRouter };

/** Everything the Meta Hub offers, typed. */
export type FederationClient = TRPCClient<AppRouter>;

/** The most calls the Meta Hub takes in one request. */
export const maxBatchItems = 10;

const maxTries = 4;

/** Worth trying again: the hub could not be reached, is starting, or asks for patience. */
function isPassing(error: TRPCClientError<AppRouter>): boolean {
  const code = errorCode.safeParse(error.data?.code);
  if (!code.success) return error.cause !== undefined && error.shape === undefined;
  return code.data === "unavailable" || code.data === "rate_limited";
}

/**
 * The typed client of a Meta Hub, for scripts and services. Calls made in the same moment travel as one request; reads
 * that fail for a passing reason are tried again, up to four times in all; `live.changes` stays subscribed over lost
 * connections and resumes where it was.
 *
 * @param url the Meta Hub's address, like `http://127.0.0.1:5400`
 * @param apiKey a key with the role that the calls need
 */
export function createFederationClient({ url, apiKey }: { url: string; apiKey: string }): FederationClient {
  const endpoint = new URL("/trpc", url).href;
  const headers = { "x-api-key": apiKey };
  return createTRPCClient<AppRouter>({
    links: [
      retryLink({
        retry: ({ op, error, attempts }) => op.type === "query" && attempts < maxTries && isPassing(error),
        retryDelayMs: (attempt) => 250 * 2 ** attempt * (0.8 + 0.4 * Math.random()),
      }),
      splitLink({
        condition: (op) => op.type === "subscription",
        true: httpSubscriptionLink({
          url: endpoint,
          EventSource: KeyedEventSource,
          eventSourceOptions: { headers },
        }),
        false: splitLink({
          // What it selects may be longer than an address can be.
          condition: (op) => op.path === "actions.plan",
          true: httpLink({ url: endpoint, headers, methodOverride: "POST" }),
          false: httpBatchLink({ url: endpoint, headers, maxItems: maxBatchItems }),
        }),
      }),
    ],
  });
}
