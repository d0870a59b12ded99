import type { LogEntry } from "./entry.ts";

/** The requests that one host or caller stands for. `line` is where the earliest of them is. */
export type Traffic = { requests: number; failures: number; first: Date; last: Date; line: number };

/** The same, of several files. `file` is where `line` is. */
export type TotalTraffic = Traffic & { file: string };

/** Adds one request. A line without a time counts as of when its file was last written. */
export function addRequest(
  traffic: Map<string, Traffic>,
  key: string,
  request: { entry: LogEntry; line: number; writtenAt: Date },
): void {
  const { entry, line } = request;
  const at = entry.at ?? request.writtenAt;
  const failures = entry.status !== null && entry.status >= 500 ? 1 : 0;
  const one = { requests: 1, failures, first: at, last: at, line };
  const known = traffic.get(key);
  traffic.set(key, known === undefined ? one : sum(known, one));
}

/** Adds the requests of one file to those of the files before it. */
export function addTraffic(
  total: Map<string, TotalTraffic>,
  traffic: ReadonlyMap<string, Traffic>,
  file: string,
): void {
  for (const [key, found] of traffic) {
    const here = { ...found, file };
    const known = total.get(key);
    total.set(key, known === undefined ? here : sum(known, here));
  }
}

function sum<Counted extends Traffic>(a: Counted, b: Counted): Counted {
  const earliest = b.first < a.first ? b : a;
  return {
    ...earliest,
    requests: a.requests + b.requests,
    failures: a.failures + b.failures,
    last: (b.last > a.last ? b : a).last,
  };
}
