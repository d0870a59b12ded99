import clsx from "clsx";
import { ArrowRight } from "lucide-react";
import type { Palette } from "../../graph/palette.ts";
import { Mark } from "../../ui/mark.tsx";

type LegendProps = { palette: Palette; languages: ReadonlyMap<string, string>; className?: string };

/** What the discs and lines of the outline mean. */
export function Legend({ palette, languages, className }: LegendProps) {
  const lines = [
    { pattern: "double", color: palette.inkQuiet, words: "folder, size by files" },
    { pattern: "hollow", color: palette.outline, words: "open folder" },
    ...[...languages].map(([language, color]) => ({ pattern: "solid", color, words: language }) as const),
    {
      pattern: "solid",
      color: palette.inkQuiet,
      words: `${languages.size > 0 ? "other file" : "file"}, size by lines`,
    },
    { pattern: "hatched", color: palette.unknown, words: "not read, or many together" },
  ] as const;
  return (
    <div className={clsx("border-line bg-surface/95 px-2.5 py-2 text-xs text-ink-2", className)}>
      <div className="eyebrow pb-1">Files and folders</div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 sm:flex-col">
        {lines.map(({ words, ...mark }) => (
          <li key={words} className="flex items-center gap-2">
            <Mark {...mark} /> {words}
          </li>
        ))}
        <li className="flex items-center gap-2">
          <ArrowRight className="size-3" style={{ color: palette.kind.api }} aria-hidden="true" /> imports, width by how
          many
        </li>
      </ul>
    </div>
  );
}
