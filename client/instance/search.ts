import { valuesOf } from "../app/searchParams.ts";

/**
 * What is looked at: a file, a run of an audit, words to find, a folder in the list; `open` are the folders that are
 * open on the map, joined by `//`, and `.` when none is; absent, the hub decides.
 */
export type InstanceSearch = {
  file?: string;
  audit?: string;
  text?: string;
  folder?: string;
  open?: string;
  view?: "map" | "list";
};

export function parseInstanceSearch(raw: Record<string, unknown>): InstanceSearch {
  const path = (value: unknown) => valuesOf(value)[0]?.replace(/^\/+|\/+$/g, "");
  const search: InstanceSearch = {};
  const [file, folder, audit, text, open, view] = [
    ...[path(raw.file), path(raw.folder), valuesOf(raw.audit)[0], valuesOf(raw.text)[0]],
    ...[valuesOf(raw.open)[0], valuesOf(raw.view)[0]],
  ];
  if (file) search.file = file;
  if (folder) search.folder = folder;
  if (audit) search.audit = audit;
  if (text) search.text = text;
  if (open) search.open = open;
  if (view === "map" || view === "list") search.view = view;
  return search;
}
