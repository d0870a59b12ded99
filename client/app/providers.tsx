import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ApiContext, createApi } from "./api.ts";
import { explainFailure } from "./failure.ts";
import { ShortcutsProvider } from "./shortcuts.tsx";
import { ThemeProvider } from "./theme.tsx";

/** Only silence is worth asking again: an answer like "not allowed" stays the same. */
function isWorthRetrying(failures: number, error: unknown): boolean {
  return failures < 3 && explainFailure(error).kind === "unreachable";
}

/** What every page stands on. */
export function Providers({ children }: { children: ReactNode }) {
  const [api] = useState(createApi);
  const [cache] = useState(
    () => new QueryClient({ defaultOptions: { queries: { retry: isWorthRetrying, refetchOnWindowFocus: false } } }),
  );
  return (
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={cache}>
        <ApiContext value={api}>
          <ThemeProvider>
            <ShortcutsProvider>{children}</ShortcutsProvider>
          </ThemeProvider>
        </ApiContext>
      </QueryClientProvider>
    </CSPProvider>
  );
}
