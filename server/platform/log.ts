import { isSpanContextValid, trace } from "@opentelemetry/api";

/** Fields of one wide, structured event. Never secrets: keys, seeds, tokens and file contents stay out. */
export type LogFields = Record<string, unknown>;

/** One event a request, message batch and job; no scattered prints. */
export type Log = {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  /** The same log with fields that every event carries. */
  with(fields: LogFields): Log;
};

const levels = { debug: 10, info: 20, warn: 30, error: 40 } as const;
export type LogLevel = keyof typeof levels;

/** Errors become their message and cause's message: a stack in a line of JSON helps nobody at night. */
function plain(value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  return value.cause === undefined ? value.message : { message: value.message, cause: plain(value.cause) };
}

/** The trace that the work at hand belongs to, under OpenTelemetry's names for logs; nothing while none is recorded. */
function traceFields(): LogFields {
  const active = trace.getActiveSpan()?.spanContext();
  return active === undefined || !isSpanContextValid(active)
    ? {}
    : { trace_id: active.traceId, span_id: active.spanId };
}

/**
 * As JSON. A look at each value for a bigint, which JSON lacks, takes several times as long, and there hardly ever is
 * one.
 */
function toJson(entry: LogFields): string {
  try {
    return JSON.stringify(entry);
  } catch {
    return JSON.stringify(entry, (_key, value) => (typeof value === "bigint" ? Number(value) : value));
  }
}

/**
 * Writes JSON lines to standard output. JSON escapes line breaks, so no value can forge a line of its own.
 */
export function createLog(level: LogLevel, base: LogFields = {}, write = (line: string) => console.log(line)): Log {
  const at =
    (name: LogLevel) =>
    (event: string, fields: LogFields = {}) => {
      if (levels[name] < levels[level]) return;
      const entry: LogFields = { at: new Date().toISOString(), level: name, event, ...base, ...traceFields() };
      for (const [key, value] of Object.entries(fields)) entry[key] = plain(value);
      write(toJson(entry));
    };
  return {
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
    with: (fields) => createLog(level, { ...base, ...fields }, write),
  };
}

/** For tests and one-shot commands that print for people instead. */
export const silentLog: Log = createLog("error", {}, () => {});
