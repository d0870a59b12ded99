import type { OutlineNode } from "../../../contracts/instance.ts";

/**
 * The radius of a node's disc in pixels, before the map is fitted to the screen: grows with the logarithm of the lines of
 * a file and of the files of a folder, because both differ by powers of ten.
 */
export function baseRadius({ kind, files, lines }: OutlineNode): number {
  if (kind === "open") return 9;
  return kind === "file" ? 6 + 2.4 * Math.log10(1 + lines) : 10 + 4 * Math.log10(1 + files);
}
