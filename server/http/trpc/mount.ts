import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import type { CallContext } from "./init.ts";
import { appRouter } from "./root.ts";

/** More calls in one request are refused: a batch is a page's worth of reads, not a way round the rate limit. */
const maxBatchSize = 10;

/** Whether this is the live stream, which stays open and quiet for as long as nothing happens. */
export const isLiveStream = (pathname: string): boolean => pathname === "/trpc/live.changes";

/** Whether this call may be quiet for long before it answers: every hub has seconds of time, and there are many. */
export const isLongCall = (pathname: string): boolean => pathname === "/trpc/projects.verify";

/** Answers one tRPC request. `onFailure` is told of what failed unexpectedly, for the log. */
export async function answerTrpc(
  request: Request,
  context: CallContext,
  onFailure: (cause: unknown) => void,
): Promise<Response> {
  const response = await fetchRequestHandler({
    endpoint: "/trpc",
    req: request,
    router: appRouter,
    maxBatchSize,
    // A selection of a thousand projects does not fit into an address.
    allowMethodOverride: true,
    createContext: () => context,
    onError: ({ error }) => {
      if (error.code === "INTERNAL_SERVER_ERROR" || error.code === "SERVICE_UNAVAILABLE")
        onFailure(error.cause ?? error);
    },
  });
  // A request that tRPC cannot take apart at all is answered in JSON that does not say so.
  if (!response.headers.has("content-type")) response.headers.set("content-type", "application/json");
  return response;
}
