import { useLocation } from "@tanstack/react-router";
import { createContext, type ReactNode, useContext, useMemo, useRef } from "react";
import { type EcosystemSearch, parseEcosystemSearch } from "./search.ts";

const LastViewContext = createContext<EcosystemSearch>({});

/** Keeps how the ecosystem was last looked at, on whatever page one is. */
export function LastViewProvider({ children }: { children: ReactNode }) {
  const { pathname, search } = useLocation();
  const last = useRef<Record<string, unknown>>({});
  if (pathname === "/ecosystem") last.current = search;
  const raw = last.current;
  return <LastViewContext value={useMemo(() => parseEcosystemSearch(raw), [raw])}>{children}</LastViewContext>;
}

/** The ecosystem as it was last looked at: whoever comes back to it, by whatever way, finds the same view. */
export const useLastView = (): EcosystemSearch => useContext(LastViewContext);
