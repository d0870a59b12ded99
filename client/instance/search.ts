import { valuesOf } from "../app/searchParams.ts";

/** Which folder of the repository is open; absent is the root. */
export type InstanceSearch = { folder?: string };

export function parseInstanceSearch(raw: Record<string, unknown>): InstanceSearch {
  const folder = valuesOf(raw.folder)[0]?.replace(/^\/+|\/+$/g, "");
  return folder ? { folder } : {};
}
