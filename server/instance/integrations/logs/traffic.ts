import type { LogEntry } from "./entry.ts";

/** The requests that one host or caller stands for. `file` and `line` are where the earliest of them is. */
export type Traffic = { requests: number; failures: number; first: Date; last: Date; file: string; line: number };

/** Adds one request. A line without a time counts as of when its file was last written. */
export function addRequest(
  traffic: Map<string, Traffic>,
  key: string,
  request: { entry: LogEntry; file: string; line: number; writtenAt: Date },
): void {
  const { entry, file, line } = request;
  const at = entry.at ?? request.writtenAt;
  const known = traffic.get(key) ?? { requests: 0, failures: 0, first: at, last: at, file, line };
  const failed = entry.status !== null && entry.status >= 500;
  const place = at < known.first ? { first: at, file, line } : {};
  traffic.set(key, {
    ...known,
    ...place,
    requests: known.requests + 1,
    failures: known.failures + (failed ? 1 : 0),
    ...(at > known.last ? { last: at } : {}),
  });
}
