import { UserError } from "./errors.ts";

/** A broker's address in the client's terms. */
export type BrokerAddress = {
  /** `host:port`, the members of a cluster in turn. */
  servers: string[];
  user?: string;
  pass?: string;
  token?: string;
  tls?: Record<string, never>;
};

const refusal = "A broker's address must be nats://host:port or tls://host:port, several joined by commas.";

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new UserError("A broker's address has a % that stands for nothing: in a password it is written %25.");
  }
}

/**
 * Takes apart `nats://user:password@host:port` (or `tls:`), several joined by commas, which the client itself does not:
 * it would ignore who we are. Those after the first may leave out the scheme, as elsewhere. Throws `UserError` without
 * repeating the text, which may hold a password.
 */
export function parseBrokerUrl(text: string): BrokerAddress {
  const scheme = /^\s*\w+:\/\//.exec(text)?.[0] ?? "";
  const urls = text.split(",").map((part) => {
    const url = URL.parse(part.includes("://") ? part.trim() : scheme + part.trim());
    if (url === null || url.hostname === "" || !["nats:", "tls:"].includes(url.protocol)) throw new UserError(refusal);
    return url;
  });
  const servers = urls.map((url) => `${url.hostname}:${url.port || "4222"}`);
  const [user, pass] = [urls[0]?.username ?? "", urls[0]?.password ?? ""].map(decode);
  return {
    servers,
    ...(user && pass ? { user, pass } : {}),
    ...(user && !pass ? { token: user } : {}),
    ...(urls.some((url) => url.protocol === "tls:") ? { tls: {} } : {}),
  };
}
