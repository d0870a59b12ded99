/** A query as plain words: a name given once is a string, more often a list. */
export type RawSearch = Record<string, string | string[]>;

/** Reads a query string as it is, without guessing types. */
export function parseQuery(query: string): RawSearch {
  const search: RawSearch = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const before = search[name];
    search[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return search;
}

/** Writes a query string that people can read and edit: `?status=offline&tag=finance&tag=eu`. */
export function writeQuery(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== null && each !== "") params.append(name, String(each));
    }
  }
  const query = params.toString();
  return query === "" ? "" : `?${query}`;
}

/** The values of one parameter, whether it was given never, once or often. */
export function valuesOf(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map(String).filter((each) => each !== "");
}
