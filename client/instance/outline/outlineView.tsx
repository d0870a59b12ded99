import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { OutlineNode } from "../../../contracts/instance.ts";
import { useMedia } from "../../app/media.ts";
import { useTheme } from "../../app/theme.tsx";
import { palettes } from "../../graph/palette.ts";
import { useStage } from "../../graph/stage.tsx";
import { FailureNotice, Notice } from "../../ui/notice.tsx";
import { outlineQuery } from "../queries.ts";
import type { InstanceSearch } from "../search.ts";
import { buildOutline, markId } from "./buildOutline.ts";
import { languageColors } from "./languageColors.ts";
import { Legend } from "./legend.tsx";
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
  const isNarrow = useMedia("(max-width: 639px)");
  const pixels = isNarrow ? drawnPixels.narrow : drawnPixels.wide;
  const nodes = outline.data?.nodes;
  const languages = useMemo(() => languageColors(nodes ?? [], palette), [nodes, palette]);
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
    return <div className="skeleton flex-1 rounded-none" />;
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
      <div className="relative min-h-0 flex-1">
        <OutlineMap
          {...{ renderer: stage.renderer, outline: outline.data, marks, palette, name, act }}
          selected={selected === null ? null : markId(selected)}
        >
          {!isNarrow && <Legend {...{ palette, languages }} className="rounded-md border" />}
        </OutlineMap>
      </div>
      {isNarrow && <Legend {...{ palette, languages }} className="border-t" />}
    </>
  );
}

/** The node that stands for a file: itself, or what it is taken together with; null when it is nowhere. */
function shownFor(nodes: readonly OutlineNode[], file: string): string | null {
  const rest = [file.slice(0, Math.max(0, file.lastIndexOf("/"))), "*"].filter(Boolean).join("/");
  return [file, rest].find((id) => nodes.some((node) => node.id === id)) ?? null;
}
