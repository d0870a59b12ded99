import { useQueryClient } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import clsx from "clsx";
import { Pause, Play } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useNow } from "../app/clock.ts";
import { lengthWords } from "../app/timeWords.ts";
import { Button, buttonLook, IconButton } from "../ui/button.tsx";
import { useLive } from "./live.tsx";

const words = { connecting: "Connecting", live: "Live", lost: "Reconnecting", ended: "Signed out" } as const;

/** Whether what is shown is what is, and a way to hold it still. */
export function LiveBadge() {
  const isPast = useLocation({ select: ({ search }) => "at" in search && search.at !== undefined });
  const { state, pausedSince, pause, resume } = useLive();
  const isLive = state.phase === "live" && pausedSince === null && !isPast;
  return (
    <span className="inline-flex items-center gap-0.5">
      <span className="inline-flex min-h-6 items-center gap-1.5 px-1 text-xs font-medium text-ink-2" role="status">
        <span
          aria-hidden="true"
          className={clsx("size-2 rounded-full", isLive ? "bg-online" : "border-2 border-degraded")}
        />
        {/* On a narrow screen the longer words would push the buttons out of it; the banner below says the same. */}
        <span className={clsx(!isLive && "max-sm:sr-only")}>
          {state.phase === "ended"
            ? words.ended
            : isPast
              ? "Past"
              : pausedSince === null
                ? words[state.phase]
                : "Paused"}
        </span>
      </span>
      {isPast ? null : pausedSince === null ? (
        <IconButton label="Pause live changes" onClick={pause} className="max-sm:hidden">
          <Pause />
        </IconButton>
      ) : (
        <IconButton label="Resume live changes" onClick={resume}>
          <Play />
        </IconButton>
      )}
    </span>
  );
}

/** Whether anything that the page asked for has come. */
function useIsShown(): boolean {
  const cache = useQueryClient().getQueryCache();
  return useSyncExternalStore(
    (changed) => cache.subscribe(changed),
    () => cache.findAll({ type: "active" }).some(({ state }) => state.data !== undefined),
  );
}

/** Says how old the picture is, while the stream is lost, held or over. After a loss it goes by itself when the page has caught up. */
export function StaleBanner() {
  const { state, pausedSince, resume } = useLive();
  const here = useLocation({ select: ({ href }) => href });
  const now = useNow();
  const isShown = useIsShown();
  const isOver = state.phase === "ended";
  if (state.phase !== "lost" && !isOver && pausedSince === null) return null;
  // Of a page that shows nothing yet, what is in its place says what is wrong.
  if (!isShown && !isOver) return null;
  const seconds = (now - (pausedSince ?? state.since)) / 1000;
  const age = <b className="font-semibold whitespace-nowrap">{seconds < 5 ? "a moment" : lengthWords(seconds)}</b>;
  return (
    <section
      aria-label="How old this is"
      className="flex min-h-11 items-center gap-4 border-b border-line bg-accent-soft px-4 py-1.5 text-ink"
    >
      {isOver ? (
        <>
          <p>You are signed out. What is shown is {age} old.</p>
          <a href={`/login?next=${encodeURIComponent(here)}`} className={buttonLook("plain")}>
            Sign in again
          </a>
        </>
      ) : pausedSince === null ? (
        <p>The connection to the Meta Hub is lost. What is shown is {age} old; it catches up by itself.</p>
      ) : (
        <>
          <p>Paused: what is shown is {age} old.</p>
          <Button onClick={resume}>Resume</Button>
        </>
      )}
    </section>
  );
}
