import clsx from "clsx";
import { useNow } from "../app/clock.ts";
import { lengthWords } from "../app/timeWords.ts";
import { useLive } from "./live.tsx";

const words = { connecting: "Connecting", live: "Live", lost: "Reconnecting" } as const;

/** Whether what is shown is what is. */
export function LiveBadge() {
  const { phase } = useLive().state;
  return (
    <span className="inline-flex min-h-6 items-center gap-1.5 px-1 text-xs font-medium text-ink-2" role="status">
      <span
        aria-hidden="true"
        className={clsx("size-2 rounded-full", phase === "live" ? "bg-online" : "border-2 border-degraded")}
      />
      {words[phase]}
    </span>
  );
}

/** Says how old the picture is while the stream is lost. It goes by itself when the page has caught up. */
export function StaleBanner() {
  const { state } = useLive();
  const now = useNow();
  if (state.phase !== "lost") return null;
  return (
    <p role="status" className="border-b border-line bg-accent-soft px-4 py-1.5 text-ink">
      The connection to the Meta Hub is lost. What is shown is{" "}
      <span className="font-semibold">{lengthWords((now - state.since) / 1000)}</span> old; it catches up by itself.
    </p>
  );
}
