import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import type { EcosystemMap } from "../../../contracts/graph.ts";
import { useApi } from "../../app/api.ts";
import { useLive } from "../../live/live.tsx";
import { ecosystemQuery } from "../../live/queries.ts";
import { pastQuery } from "./queries.ts";

/** How the map that was asked for is doing: drawn, on its way, or not to be had. */
export type Asked = { state: "shown" | "coming" } | { state: "failed"; error: unknown; retry(): void };

/** What is drawn, which need not yet be what was asked for. */
export type ShownMap = {
  map: EcosystemMap | undefined;
  /** The moment of what is drawn; undefined is now. */
  at: string | undefined;
  asked: Asked;
};

/**
 * The map of a moment, or the live one without a moment; and the live one, which is kept up to date beside it. What was drawn
 * last goes on being drawn, under its own moment, until the one that is asked for is there.
 */
export function useShownMap(at: string | undefined): { shown: ShownMap; live: EcosystemMap | undefined } {
  const { journal, ready } = useLive();
  const api = useApi();
  const now = useQuery({ ...ecosystemQuery(api, journal), enabled: ready });
  const past = useQuery({ ...pastQuery(api, at ?? ""), enabled: at !== undefined });
  const query = at === undefined ? now : past;
  const last = useRef<{ map: EcosystemMap; at: string } | null>(null);
  if (at === undefined && now.data) last.current = null;
  if (at !== undefined && past.data) last.current = { map: past.data, at };
  const drawn = last.current ?? { map: now.data, at: undefined };
  const asked: Asked =
    drawn.map !== undefined && drawn.at === at
      ? { state: "shown" }
      : query.isError
        ? { state: "failed", error: query.error, retry: () => void query.refetch() }
        : { state: "coming" };
  return { shown: { ...drawn, asked }, live: now.data };
}
