import type { OutlineNode } from "../../../contracts/instance.ts";
import type { Palette } from "../../graph/palette.ts";

/** The colours of the languages with the most lines among the files of an outline, the largest first; all others have none. */
export function languageColors(nodes: readonly OutlineNode[], { kind }: Palette): ReadonlyMap<string, string> {
  const lines = new Map<string, number>();
  for (const node of nodes) {
    if (node.kind !== "file" || node.language === null || node.skipped !== null) continue;
    lines.set(node.language, (lines.get(node.language) ?? 0) + node.lines);
  }
  const largest = [...lines].sort(([a, most], [b, more]) => more - most || (a < b ? -1 : 1));
  const colors = [kind.queue, kind["shared-schema"], kind.secret];
  return new Map(colors.flatMap((color, place) => (largest[place] ? [[largest[place][0], color]] : [])));
}
