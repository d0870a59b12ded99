import type { OutlineNode } from "../../../contracts/instance.ts";

/** The open folders of an outline but the root, as they stand in an address; `.` when there are none. */
export function writeOpen(folders: readonly string[]): string {
  return folders.length === 0 ? "." : folders.join("//");
}

/** What is open after a folder of the outline was opened, or closed with everything below it. */
export function toggleFolder(nodes: readonly OutlineNode[], folder: string): string[] {
  const open = nodes.flatMap(({ id, kind }) => (kind === "open" && id !== "" ? [id] : []));
  return open.includes(folder) ? open.filter((id) => id !== folder && !id.startsWith(`${folder}/`)) : [...open, folder];
}
