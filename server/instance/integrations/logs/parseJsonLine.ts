import { hostOf, type LogEntry } from "./entry.ts";
import { parseLogTime } from "./parseCombined.ts";

/** Names under which gateways write a field: nginx, Caddy, Traefik, Envoy, Pino. A dot goes one level down. */
const names = {
  time: ["time", "ts", "timestamp", "@timestamp", "time_iso8601", "time_local", "StartUTC", "start_time", "msec"],
  host: [
    "upstream",
    "upstream_host",
    "upstream_addr",
    "upstreamHost",
    "upstream_cluster",
    "ServiceAddr",
    "ServiceURL",
    "host",
    "http_host",
    "server_name",
    "RequestHost",
    "authority",
    "request.host",
  ],
  agent: [
    "user_agent",
    "http_user_agent",
    "userAgent",
    "agent",
    "request_User-Agent",
    "request.headers.User-Agent",
    "req.headers.user-agent",
  ],
  status: ["status", "statusCode", "status_code", "DownstreamStatus", "response_code", "res.statusCode"],
} as const;

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;

function field(entry: Fields, path: string): unknown {
  let value: unknown = entry;
  for (const name of path.split(".")) value = isFields(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return Array.isArray(value) ? value[0] : value;
}

function firstText(entry: Fields, paths: readonly string[]): string | null {
  for (const path of paths) {
    const value = field(entry, path);
    if (typeof value === "string" && value !== "") return value;
  }
  return null;
}

function toMoment(value: unknown): Date | null {
  // Seconds up to the year 5138, milliseconds above: gateways write either.
  const isNumber = typeof value === "number" || (typeof value === "string" && /^\d{9,13}(\.\d+)?$/.test(value));
  const number = isNumber ? Number(value) : Number.NaN;
  if (isNumber) return validDate(number < 1e11 ? number * 1000 : number);
  return typeof value === "string" ? (parseLogTime(value) ?? validDate(value)) : null;
}

function validDate(value: number | string): Date | null {
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** One line of an access log written as JSON, an object a line. Null when it is not an object. */
export function parseJsonLine(text: string): LogEntry | null {
  let entry: unknown;
  try {
    entry = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isFields(entry) || Array.isArray(entry)) return null;
  const fields = entry;
  const hosts = names.host.flatMap((path) => {
    const value = field(fields, path);
    return typeof value === "string" ? (hostOf(value) ?? []) : [];
  });
  const time = names.time.map((path) => field(fields, path)).find((value) => value !== undefined && value !== null);
  const status = names.status.map((path) => Number(field(fields, path) ?? Number.NaN)).find(Number.isInteger);
  return { at: toMoment(time), hosts, agent: firstText(fields, names.agent), status: status ?? null };
}
