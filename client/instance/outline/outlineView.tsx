import { useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { useMemo } from "react";
import type { OutlineNode } from "../../../contracts/instance.ts";
import { useMedia } from "../../app/media.ts";
import { useTheme } from "../../app/theme.tsx";
import { palettes } from "../../graph/palette.ts";
import { useStage } from "../../graph/stage.tsx";
import { Mark } from "../../ui/mark.tsx";
import { FailureNotice, Notice } from "../../ui/notice.tsx";
import { outlineQuery } from "../queries.ts";
import type { InstanceSearch } from "../search.ts";
import { buildOutline, markId } from "./buildOutline.ts";
import { toggleFolder, writeOpen } from "./openFolders.ts";
import { OutlineMap } from "./outlineMap.tsx";

/** What the canvas has left within its margins, on a telephone and on anything larger. */
const drawnPixels = { narrow: 210, wide: 560 };

type OutlineViewProps = { name: string; search: InstanceSearch; go(patch: InstanceSearch): void };

/** The repository as a graph of folders, files and imports; folders open where they stand. */
export function OutlineView({ name, search, go }: OutlineViewProps) {
  const stage = useStage();
  const outline = useQuery(outlineQuery(search.open, search.file));
  const palette = palettes[useTheme().name];
  const pixels = useMedia("(max-width: 639px)") ? drawnPixels.narrow : drawnPixels.wide;
  const nodes = outline.data?.nodes;
  const selected = useMemo(() => (nodes && search.file ? shownFor(nodes, search.file) : null), [nodes, search.file]);
  const marks = useMemo(
    () => outline.data && buildOutline(outline.data, { name, palette, selected, pixels }),
    [outline.data, name, palette, selected, pixels],
  );

  const act = (node: OutlineNode) => {
    if (node.kind === "file") return go({ file: node.id });
    if (node.kind === "rest") return go({ view: "list", folder: node.parent ?? "" });
    if (node.id === "" || nodes === undefined) return;
    const closesFile = node.kind === "open" && search.file?.startsWith(`${node.id}/`);
    go({ open: writeOpen(toggleFolder(nodes, node.id)), ...(closesFile ? { file: "" } : {}) });
  };

  if (outline.isError && !outline.data) {
    return <FailureNotice error={outline.error} retry={() => void outline.refetch()} />;
  }
  if (stage.phase === "absent") {
    return (
      <Notice title="This browser cannot draw the graph">
        <p>It has no WebGL. The list shows the same folders and files.</p>
      </Notice>
    );
  }
  if (outline.data === undefined || marks === undefined || stage.phase !== "ready") {
    return <div className="skeleton absolute inset-0 rounded-none" />;
  }
  if (outline.data.nodes.length <= 1) {
    return (
      <Notice title="No file has been read yet">
        <p>The graph grows as soon as the first scan finds files. An empty repository stays like this.</p>
      </Notice>
    );
  }
  return (
    <>
      <OutlineMap
        {...{ renderer: stage.renderer, outline: outline.data, marks, palette, name, act }}
        selected={selected === null ? null : markId(selected)}
      />
      <Legend />
    </>
  );
}

/** The node that stands for a file: itself, or what it is taken together with; null when it is nowhere. */
function shownFor(nodes: readonly OutlineNode[], file: string): string | null {
  const rest = [file.slice(0, Math.max(0, file.lastIndexOf("/"))), "*"].filter(Boolean).join("/");
  return [file, rest].find((id) => nodes.some((node) => node.id === id)) ?? null;
}

const kinds = [
  { pattern: "double", color: "var(--degraded)", words: "folder, size by files" },
  { pattern: "hollow", color: "var(--line-strong)", words: "open folder" },
  { pattern: "solid", color: "var(--online)", words: "file, size by lines" },
  { pattern: "hatched", color: "var(--unknown)", words: "not read, or many together" },
] as const;

function Legend() {
  return (
    <ul
      aria-label="Legend"
      className="pointer-events-none absolute bottom-3 left-3 flex flex-col gap-1 rounded-md border border-line bg-surface px-3 py-2 text-xs text-ink-2 max-sm:hidden"
    >
      {kinds.map(({ words, ...mark }) => (
        <li key={words} className="flex items-center gap-2">
          <Mark {...mark} />
          {words}
        </li>
      ))}
      <li className="flex items-center gap-2">
        <ArrowRight className="size-3" aria-hidden="true" /> imports, width by how many
      </li>
    </ul>
  );
}
