import { Pause, Play } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useNow } from "../../app/clock.ts";
import { type SpanName, spanOptions } from "../../app/spans.ts";
import { momentWords } from "../../app/timeWords.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Segments } from "../../ui/segments.tsx";
import { Slider } from "../../ui/slider.tsx";
import type { EcosystemSearch } from "../search.ts";
import { momentOf, stopOf, stops } from "./stops.ts";

/** How long each moment is shown while it plays, in milliseconds. */
const stepMs = 700;

type TimeBarProps = { span: SpanName; at: string | undefined; change(patch: EcosystemSearch): void };

/** The map at any moment of the last day, week or month. Its right end is now, live. */
export function TimeBar({ span, at, change }: TimeBarProps) {
  const now = Math.floor(useNow() / 60_000) * 60_000;
  const [playing, setPlaying] = useState(false);
  const stop = stopOf(at, span, now);
  const goTo = useRef((_stop: number) => {});
  goTo.current = (next) => change({ at: momentOf(next, span, now) ?? undefined });

  useEffect(() => {
    if (!playing) return;
    if (stop >= stops) return setPlaying(false);
    const timer = setTimeout(() => goTo.current(stop + 1), stepMs);
    return () => clearTimeout(timer);
  }, [playing, stop]);

  const play = () => {
    if (stop >= stops) goTo.current(0);
    setPlaying(true);
  };

  return (
    <section
      aria-label="Time"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line bg-surface px-4 py-2"
    >
      {playing ? (
        <IconButton label="Stop playing" onClick={() => setPlaying(false)}>
          <Pause />
        </IconButton>
      ) : (
        <IconButton label="Play" onClick={play}>
          <Play />
        </IconButton>
      )}
      <div className="min-w-40 flex-1">
        <Slider
          label="Shown"
          value={stop}
          max={stops}
          step={1}
          words={at === undefined ? "now, live" : `as it was ${momentWords(at)}`}
          onChange={(next) => {
            setPlaying(false);
            goTo.current(next);
          }}
        />
      </div>
      <Segments label="How far back" value={span} options={spanOptions} onChange={(time) => change({ time })} />
      <Button disabled={at === undefined} onClick={() => change({ at: undefined })}>
        Back to now
      </Button>
    </section>
  );
}
