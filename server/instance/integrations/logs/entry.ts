/** What one line of an access log says, as far as it is of use here. */
export type LogEntry = {
  at: Date | null;
  /** Hosts that the request went to, lower-case, as they were written, with port when there was one. */
  hosts: string[];
  /** The caller's user agent. */
  agent: string | null;
  status: number | null;
};

/** The host of an address or of `host:port`, lower-case; null when there is none. */
export function hostOf(value: string): string | null {
  const withoutScheme = value.trim().replace(/^[a-z][a-z0-9+.-]*:\/\//i, "");
  const [authority = ""] = withoutScheme.split(/[/?#\s]/, 1);
  const host = authority.slice(authority.lastIndexOf("@") + 1).toLowerCase();
  return /^[a-z0-9_.\-:[\]]+$/.test(host) ? host : null;
}

/** The first product of a user agent, without its version: `veria-gateway/0.9 (linux)` is `veria-gateway`. */
export function productOf(agent: string): string {
  return agent.split(/[/\s]/, 1)[0]?.toLowerCase() ?? "";
}
