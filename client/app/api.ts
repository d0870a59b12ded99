import { createTRPCClient, httpBatchLink, httpLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import { createContext, useContext } from "react";
import type { AppRouter } from "../../contracts/client.ts";

/** The Meta Hub, typed. The session cookie goes along by itself: same origin. */
export type Api = ReturnType<typeof createApi>;

export function createApi() {
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === "subscription",
        true: httpSubscriptionLink({ url: "/trpc" }),
        false: splitLink({
          // What it selects may be longer than an address can be.
          condition: (operation) => operation.path === "actions.plan",
          true: httpLink({ url: "/trpc", methodOverride: "POST" }),
          false: httpBatchLink({ url: "/trpc", maxItems: 10 }),
        }),
      }),
    ],
  });
}

export const ApiContext = createContext<Api | null>(null);

/** The Meta Hub of this page. */
export function useApi(): Api {
  const api = useContext(ApiContext);
  if (api === null) throw new Error("useApi is used outside its provider.");
  return api;
}
