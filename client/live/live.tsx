import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
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

type Live = { state: LiveState; journal: Journal /** Whether data may be asked for by now. */; ready: boolean };

const LiveContext = createContext<Live | null>(null);

/** Opens the stream of changes before anything is asked, and keeps the cache in step with it. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const api = useApi();
  const cache = useQueryClient();
  const [journal] = useState(createJournal);
  const [state, setState] = useState<LiveState>(() => ({ phase: "connecting", since: Date.now() }));
  const [patient, setPatient] = useState(true);

  useEffect(() => {
    let gathered: ChangeNotice[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const apply = () => {
      const notices = gathered;
      gathered = [];
      timer = undefined;
      applyNotices(cache, notices);
    };
    const impatience = setTimeout(() => setPatient(false), patienceMs);
    const close = openStream(api, {
      notice(notice) {
        journal.record(notice);
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

  return (
    <LiveContext value={{ state, journal, ready: state.phase !== "connecting" || !patient }}>{children}</LiveContext>
  );
}

/** The stream's state, and what queries need to fit into it. */
export function useLive(): Live {
  const live = useContext(LiveContext);
  if (live === null) throw new Error("useLive is used outside its provider.");
  return live;
}
