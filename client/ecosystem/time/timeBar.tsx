import { Pause, Play } from "lucide-react";
import { memo, useEffect, useRef, useState } from "react";
import { useNow } from "../../app/clock.ts";
import { type SpanName, spanOptions } from "../../app/spans.ts";
import { momentWords } from "../../app/timeWords.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Segments } from "../../ui/segments.tsx";
import { Slider } from "../../ui/slider.tsx";
import type { EcosystemSearch } from "../search.ts";
import { momentOf, placeOf, stops, ticksOf } from "./stops.ts";
import type { Asked } from "./useShownMap.ts";

/** How long each moment is shown while it plays, in milliseconds. */
const stepMs = 700;

type TimeBarProps = {
  span: SpanName;
  /** The moment that is asked for; undefined is now. */
  at: string | undefined;
  asked: Asked["state"];
  change(patch: EcosystemSearch): void;
};

/** What the words before a moment are. */
const promise = { shown: "as it was", coming: "loading", failed: "not loaded:" } as const;

/** The map at any moment of the last day, week or month. Its right end is now, live. */
export const TimeBar = memo(function TimeBar({ span, at, asked, change }: TimeBarProps) {
  const now = useNow(60_000);
  // Where playing has come to; the address, which `place` is read from, follows a moment later.
  const [played, setPlayed] = useState<number | null>(null);
  const place = placeOf(at, span, now);
  const goTo = useRef((_stop: number) => {});
  goTo.current = (next) => change({ at: momentOf(next, span, now) ?? undefined });

  useEffect(() => {
    if (played !== null) goTo.current(played);
  }, [played]);
  // Each moment has its time from when it is drawn; one that cannot be had is where playing ends.
  useEffect(() => {
    if (played === null || asked === "coming") return;
    const timer = setTimeout(
      () => setPlayed(played >= stops || asked === "failed" ? null : played + 1),
      asked === "failed" ? 0 : stepMs,
    );
    return () => clearTimeout(timer);
  }, [played, asked]);

  return (
    <section
      aria-label="Time"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line bg-surface px-4 py-2"
    >
      {played !== null ? (
        <IconButton label="Stop playing" onClick={() => setPlayed(null)}>
          <Pause />
        </IconButton>
      ) : (
        <IconButton label="Play" onClick={() => setPlayed(place >= stops ? 0 : Math.min(stops, Math.round(place) + 1))}>
          <Play />
        </IconButton>
      )}
      <div className="min-w-40 flex-1">
        <Slider
          label="Shown"
          value={place}
          max={stops}
          step={1}
          ticks={ticksOf(span)}
          words={at === undefined ? "now, live" : `${promise[asked]} ${momentWords(at)}`}
          onChange={(next) => {
            setPlayed(null);
            goTo.current(next);
          }}
        />
      </div>
      <Segments label="How far back" value={span} options={spanOptions} onChange={(time) => change({ time })} />
      <Button
        disabled={at === undefined}
        onClick={() => {
          setPlayed(null);
          change({ at: undefined });
        }}
      >
        Back to now
      </Button>
    </section>
  );
});
