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

/**
 * Writes JSON lines to standard output. JSON escapes line breaks, so no value can forge a line of its own.
 */
export function createLog(level: LogLevel, base: LogFields = {}, write = (line: string) => console.log(line)): Log {
  const at =
    (name: LogLevel) =>
    (event: string, fields: LogFields = {}) => {
      if (levels[name] < levels[level]) return;
      const entry: LogFields = { at: new Date().toISOString(), level: name, event, ...base };
      for (const [key, value] of Object.entries(fields)) entry[key] = plain(value);
      write(JSON.stringify(entry, (_key, value) => (typeof value === "bigint" ? Number(value) : value)));
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
