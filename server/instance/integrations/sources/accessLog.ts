import { join } from "node:path";
import { toHint } from "../hint.ts";
import { type LogEntry, productOf } from "../logs/entry.ts";
import { parseCombined } from "../logs/parseCombined.ts";
import { parseJsonLine } from "../logs/parseJsonLine.ts";
import { type LineReader, readLog } from "../logs/readLog.ts";
import { rotatedFiles } from "../logs/rotatedFiles.ts";
import type { SeenLog } from "../logs/seenLogs.ts";
import { addTraffic, type TotalTraffic } from "../logs/traffic.ts";
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

/** What a line of this source says. Only lines that hold one of its names are taken apart. */
function lineReader(
  { format }: SourceInput<"access-log">["source"],
  upstreams: ReturnType<typeof lookUp>,
  callers: ReturnType<typeof lookUp>,
): LineReader {
  const names = [...upstreams.names, ...callers.names];
  return (text) => {
    const lower = text.toLowerCase();
    if (!names.some((name) => lower.includes(name))) return "none";
    const entry = parsers[format](text);
    if (entry === null) return null;
    const host = upstreams.first(hostNames(entry)) ?? null;
    return { entry, host, caller: callers.first([productOf(entry.agent ?? "")]) ?? null };
  };
}

/**
 * Requests between projects, as a gateway logged them; kind api. A request to a host of `upstreams` is an edge to its
 * project, a request from a user agent of `callers` an edge from its project. Rotated and gzipped files count too;
 * everything is streamed, and at most 128 MiB are read each time. With `seenLogs` only what is new is read; what that
 * bound left out follows the next time. Lines that are no log lines are counted and passed over.
 */
export async function readAccessLog(input: SourceInput<"access-log">): Promise<Hint[]> {
  const { source, root, log, seenLogs } = input;
  const upstreams = lookUp(source.upstreams);
  const callers = lookUp(source.callers);
  const readLine = lineReader(source, upstreams, callers);
  const [sent, received] = [new Map<string, TotalTraffic>(), new Map<string, TotalTraffic>()];
  const budget = { left: maxBytes };
  const identity = JSON.stringify(source);
  const before = seenLogs?.get(identity);
  const seen = new Map<string, SeenLog>();
  let passedOver = 0;
  for (const { file, writtenAt, inode } of await rotatedFiles(root, source.path)) {
    try {
      const found = await readLog({ path: join(root, file), before: before?.get(inode), budget, readLine, writtenAt });
      seen.set(inode, found.seen);
      addTraffic(sent, found.sent, file);
      addTraffic(received, found.received, file);
      passedOver += found.passedOver;
    } catch (error) {
      log.warn("integrations.log-unreadable", { file, error });
    }
  }
  seenLogs?.set(identity, seen);
  if (passedOver > 0) log.info("integrations.log-lines-passed-over", { path: source.path, lines: passedOver });
  if (budget.left <= 0) log.warn("integrations.log-cut", { path: source.path, readBytes: maxBytes });
  return [
    ...[...sent].map(([host, found]) => trafficHint(input, host, found, { to: upstreams.slugOf(host) })),
    ...[...received].map(([caller, found]) => trafficHint(input, caller, found, { from: callers.slugOf(caller) })),
  ];
}

function trafficHint(
  { slug, now, source }: SourceInput<"access-log">,
  key: string,
  seen: TotalTraffic,
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
