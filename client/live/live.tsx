import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import type { ChangeNotice } from "../../contracts/changes.ts";
import { useApi } from "../app/api.ts";
import { applyNotices } from "./applyNotices.ts";
import { createJournal, type Journal } from "./journal.ts";
import { openStream } from "./openStream.ts";
import { type LiveState, nextLiveState } from "./state.ts";

/** Notices of one frame are applied together. */
const gatherMs = 16;
/** How long data waits for the stream to open first; after that a page without a stream is better than none. */
const patienceMs = 1500;

type Live = {
  state: LiveState;
  journal: Journal;
  /** Whether data may be asked for by now. */
  ready: boolean;
  /** Since when the picture stands still because somebody asked for it, in milliseconds since 1970; else null. */
  pausedSince: number | null;
  pause(): void;
  resume(): void;
};

const LiveContext = createContext<Live | null>(null);

/** Opens the stream of changes before anything is asked, and keeps the cache in step with it. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const api = useApi();
  const cache = useQueryClient();
  const [journal] = useState(createJournal);
  const [state, setState] = useState<LiveState>(() => ({ phase: "connecting", since: Date.now() }));
  const [patient, setPatient] = useState(true);
  const [pausedSince, setPausedSince] = useState<number | null>(null);
  const isPaused = useRef(false);

  useEffect(() => {
    let gathered: ChangeNotice[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const apply = () => {
      timer = undefined;
      const notices = gathered;
      gathered = [];
      applyNotices(cache, notices);
    };
    const impatience = setTimeout(() => setPatient(false), patienceMs);
    const close = openStream(api, {
      notice(notice) {
        journal.record(notice);
        // While paused nothing is kept: what was missed is asked for once when it goes on.
        if (isPaused.current) return;
        gathered.push(notice);
        timer ??= setTimeout(apply, gatherMs);
      },
      state(event) {
        setState((before) => nextLiveState(before, event, Date.now()));
        // What failed while the hub did not answer is asked again as soon as it does.
        if (event === "connected") void cache.refetchQueries({ predicate: (query) => query.state.status === "error" });
      },
    });
    return () => {
      close();
      clearTimeout(timer);
      clearTimeout(impatience);
    };
  }, [api, cache, journal]);

  const pause = () => {
    isPaused.current = true;
    setPausedSince(Date.now());
  };
  const resume = () => {
    isPaused.current = false;
    setPausedSince(null);
    void cache.invalidateQueries();
  };
  const ready = state.phase !== "connecting" || !patient;

  return <LiveContext value={{ state, journal, ready, pausedSince, pause, resume }}>{children}</LiveContext>;
}

/** The stream's state, and what queries need to fit into it. */
export function useLive(): Live {
  const live = useContext(LiveContext);
  if (live === null) throw new Error("useLive is used outside its provider.");
  return live;
}
