import type { InstanceGraph } from "../../contracts/instance.ts";

/** What a folder holds directly. `note` says a file's language, or why it was not read. */
export type Entry = { path: string; name: string; lines: number; symbols: number; tasks: number } & (
  | { kind: "folder"; files: number }
  | { kind: "file"; note: string }
);

/** The folders and files directly in a folder, folders first, each by name. `folder` is `""` for the root. */
export function entriesOf(graph: Pick<InstanceGraph, "folders" | "files">, folder: string): Entry[] {
  const prefix = folder === "" ? "" : `${folder}/`;
  const direct = (path: string) =>
    path.startsWith(prefix) && path !== folder && !path.slice(prefix.length).includes("/");
  const named = (path: string) => path.slice(prefix.length);
  const folders = graph.folders
    .filter(({ path }) => direct(path))
    .map((each): Entry => ({ ...each, kind: "folder", name: named(each.path) }));
  const files = graph.files
    .filter(({ path }) => direct(path))
    .map(
      ({ path, lines, symbols, tasks, language, skipped }): Entry => ({
        ...{ kind: "file", path, name: named(path), lines, symbols, tasks },
        note: skipped === null ? (language ?? "") : `not read: ${skipped}`,
      }),
    );
  const byName = (a: Entry, b: Entry) => a.name.localeCompare(b.name);
  return [...folders.sort(byName), ...files.sort(byName)];
}
