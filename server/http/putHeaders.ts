/** What of Elysia's `set` counts here: headers for whatever is answered. */
type Settings = { headers: Record<string, unknown> };

/**
 * Puts the headers that every answer gets on an answer of ours, but for those that it has itself (it varies by
 * what both say); for an app's `mapResponse`. Elysia alone would make a second answer from the stream of the first
 * one's body, which takes longer than all else that a short answer takes.
 */
export function putHeaders({ responseValue, set }: { responseValue: unknown; set: Settings }): void {
  if (!(responseValue instanceof Response)) return;
  for (const [name, value] of Object.entries(set.headers)) {
    if (name === "vary") responseValue.headers.append(name, String(value));
    else if (!responseValue.headers.has(name)) responseValue.headers.set(name, String(value));
  }
  set.headers = {};
}
