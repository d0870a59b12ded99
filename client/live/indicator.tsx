import clsx from "clsx";
import { Pause, Play } from "lucide-react";
import { useNow } from "../app/clock.ts";
import { lengthWords } from "../app/timeWords.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { useLive } from "./live.tsx";

const words = { connecting: "Connecting", live: "Live", lost: "Reconnecting" } as const;

/** Whether what is shown is what is, and a way to hold it still. */
export function LiveBadge() {
  const { state, pausedSince, pause, resume } = useLive();
  const isLive = state.phase === "live" && pausedSince === null;
  return (
    <span className="inline-flex items-center gap-0.5">
      <span className="inline-flex min-h-6 items-center gap-1.5 px-1 text-xs font-medium text-ink-2" role="status">
        <span
          aria-hidden="true"
          className={clsx("size-2 rounded-full", isLive ? "bg-online" : "border-2 border-degraded")}
        />
        {pausedSince === null ? words[state.phase] : "Paused"}
      </span>
      {pausedSince === null ? (
        <IconButton label="Pause live changes" onClick={pause} className="max-sm:hidden">
          <Pause />
        </IconButton>
      ) : (
        <IconButton label="Go on with live changes" onClick={resume}>
          <Play />
        </IconButton>
      )}
    </span>
  );
}

/** Says how old the picture is, while the stream is lost or held. After a loss it goes by itself when the page has caught up. */
export function StaleBanner() {
  const { state, pausedSince, resume } = useLive();
  const now = useNow();
  if (state.phase !== "lost" && pausedSince === null) return null;
  const age = lengthWords((now - (pausedSince ?? state.since)) / 1000);
  return (
    <section
      aria-label="How old this is"
      className="flex items-center gap-4 border-b border-line bg-accent-soft px-4 py-1.5 text-ink"
    >
      {pausedSince === null ? (
        <p>
          The connection to the Meta Hub is lost. What is shown is <b className="font-semibold">{age}</b> old; it
          catches up by itself.
        </p>
      ) : (
        <>
          <p>
            Paused: what is shown is <b className="font-semibold">{age}</b> old.
          </p>
          <Button onClick={resume}>Go on</Button>
        </>
      )}
    </section>
  );
}
