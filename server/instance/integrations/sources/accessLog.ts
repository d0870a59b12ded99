import { join } from "node:path";
import { toHint } from "../hint.ts";
import { type LogEntry, productOf } from "../logs/entry.ts";
import { parseCombined } from "../logs/parseCombined.ts";
import { parseJsonLine } from "../logs/parseJsonLine.ts";
import { readLines } from "../logs/readLines.ts";
import { rotatedFiles } from "../logs/rotatedFiles.ts";
import { addRequest, type Traffic } from "../logs/traffic.ts";
import type { Hint, SourceInput } from "../source.ts";
import { trafficStrength } from "../strength.ts";

/** Of one source's logs, unpacked, at most this much is read each time, the newest first. */
const maxBytes = 128 * 1024 * 1024;

const parsers = { combined: parseCombined, json: parseJsonLine };

/** Projects by a lower-case name, and the name among `candidates` that is known. */
function lookUp(names: Record<string, string>) {
  const known = new Map(Object.entries(names).map(([name, slug]) => [name.toLowerCase(), slug]));
  return {
    names: [...known.keys()],
    first: (candidates: string[]) => candidates.find((name) => known.has(name)),
    slugOf: (name: string) => known.get(name),
  };
}

const hostNames = (entry: LogEntry) => entry.hosts.flatMap((host) => [host, host.replace(/:\d+$/, "")]);

/**
 * Requests between projects, as a gateway logged them; kind api. A request to a host of `upstreams` is an edge to its
 * project, a request from a user agent of `callers` an edge from its project. Rotated and gzipped files count too;
 * everything is streamed, and at most 128 MiB are read. Only lines that hold one of the names are taken apart; those that
 * are no log lines are counted and passed over.
 */
export async function readAccessLog(input: SourceInput<"access-log">): Promise<Hint[]> {
  const { source, root, log } = input;
  const upstreams = lookUp(source.upstreams);
  const callers = lookUp(source.callers);
  const [sent, received] = [new Map<string, Traffic>(), new Map<string, Traffic>()];
  const budget = { left: maxBytes };
  const names = [...upstreams.names, ...callers.names];
  let passedOver = 0;
  for (const { file, writtenAt } of await rotatedFiles(root, source.path)) {
    let line = 0;
    try {
      for await (const text of readLines(join(root, file), budget)) {
        line += 1;
        const lower = text.toLowerCase();
        if (!names.some((name) => lower.includes(name))) continue;
        const entry = parsers[source.format](text);
        if (entry === null) {
          passedOver += 1;
          continue;
        }
        const host = upstreams.first(hostNames(entry));
        if (host !== undefined) addRequest(sent, host, { entry, file, line, writtenAt });
        const caller = callers.first([productOf(entry.agent ?? "")]);
        if (caller !== undefined) addRequest(received, caller, { entry, file, line, writtenAt });
      }
    } catch (error) {
      log.warn("integrations.log-unreadable", { file, line, error });
    }
  }
  if (passedOver > 0) log.info("integrations.log-lines-passed-over", { path: source.path, lines: passedOver });
  if (budget.left <= 0) log.warn("integrations.log-cut", { path: source.path, readBytes: maxBytes });
  return [
    ...[...sent].map(([host, seen]) => trafficHint(input, host, seen, { to: upstreams.slugOf(host) })),
    ...[...received].map(([caller, seen]) => trafficHint(input, caller, seen, { from: callers.slugOf(caller) })),
  ];
}

function trafficHint(
  { slug, now, source }: SourceInput<"access-log">,
  key: string,
  seen: Traffic,
  other: { from?: string | undefined; to?: string | undefined },
): Hint {
  const finding = {
    from: other.from ?? slug,
    to: other.to ?? slug,
    kind: "api" as const,
    strength: trafficStrength(seen.requests, seen.failures),
    source: source.source,
    key,
    count: seen.requests,
    firstSeenAt: seen.first,
    lastSeenAt: seen.last,
    details: { file: seen.file, line: seen.line, failures: seen.failures },
  };
  return toHint(finding, now);
}
