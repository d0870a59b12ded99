import { isIP, isIPv6 } from "node:net";
import type { EndpointFailure } from "../../../contracts/surface.ts";
import { readLimited } from "../../platform/readLimited.ts";
import { traceHeaders } from "../../platform/telemetry/span.ts";
import { classifyAddress } from "./address.ts";
import { type DeclaredAddress, hostOf, reachOf } from "./reach.ts";
import { addressesOf, type Resolve, systemResolve } from "./resolve.ts";

/** Why nothing usable came: the part of an endpoint's failures that lies before any HTTP status. */
export type FetchFailure = Exclude<EndpointFailure, "denied" | "missing" | "failing" | "not_a_manifest">;

/** What came. `latencyMs` runs from the first step, resolving, to the response's head. */
export type FetchOutcome =
  | { ok: true; status: number; body: Uint8Array; latencyMs: number }
  | { ok: false; failure: FetchFailure };

/** What is asked of a project. `read` says whether the body matters; where it does not, none of it is read. */
export type FetchTarget = { url: string; declared: DeclaredAddress; authorization: string; read: "body" | "status" };

/** What a fetch stands on. `ca` are authorities (PEM) in place of the system's; times in milliseconds. */
export type FetchSetup = { resolve: Resolve; timeoutMs: number; maxBytes: number; ca?: string };

export const defaultSetup: FetchSetup = { resolve: systemResolve, timeoutMs: 3000, maxBytes: 64 * 1024 };

/** The outcome of one address that was dialled; `null` when nobody answers there and the next may be tried. */
type Answer = FetchOutcome | null;

const failed = (failure: FetchFailure): FetchOutcome => ({ ok: false, failure });

/**
 * Reads one address of a declared project, and no other. The name is resolved here, once; every address it has must be
 * one that the project may be at (see `reachOf`), else none is dialled; and the one dialled is one of those checked, so
 * that a name which changes its mind in between changes nothing. GET only; no redirect is followed; no proxy is used;
 * nothing is decompressed; resolving, connecting and reading together have `timeoutMs`, the body `maxBytes`.
 *
 * Never throws: every failure is one of a closed set of words.
 */
export async function safeFetch(target: FetchTarget, setup: FetchSetup = defaultSetup): Promise<FetchOutcome> {
  const started = performance.now();
  const url = URL.parse(target.url);
  if (url === null || !isOwn(url, new URL(target.declared.hubUrl))) return failed("wrong_origin");
  const timeout = AbortSignal.timeout(setup.timeoutMs);
  const addresses = await orTimeout(addressesOf(url, setup.resolve), timeout).catch(() => []);
  if (timeout.aborted) return failed("timeout");
  if (addresses.length === 0) return failed("unresolved");
  const reach = reachOf(target.declared);
  const places = addresses.map((address) => ({ address, pinned: pin(url, address) }));
  // Of the URL too: one that would not take the address would still have the name, and the name would be asked again.
  const isWithin = ({ address, pinned }: (typeof places)[number]) =>
    reach.has(classifyAddress(address)) && reach.has(classifyAddress(hostOf(pinned)));
  if (!places.every(isWithin)) return failed("forbidden_address");
  for (const { pinned } of places) {
    const answer = await dial(pinned, { url, target, setup, timeout, started });
    if (answer !== null) return answer;
  }
  return failed("unreachable");
}

/** The same URL with an address in place of its host name. */
function pin(url: URL, address: string): URL {
  const pinned = new URL(url);
  pinned.hostname = isIPv6(address) ? `[${address}]` : address;
  return pinned;
}

/** Whether a URL is at a project's declared origin, by http or https, and carries no credentials of its own. */
function isOwn(url: URL, hub: URL): boolean {
  const isWeb = url.protocol === "http:" || url.protocol === "https:";
  return isWeb && url.origin === hub.origin && url.username === "" && url.password === "";
}

type Dialling = { url: URL; target: FetchTarget; setup: FetchSetup; timeout: AbortSignal; started: number };

async function dial(pinned: URL, { url, target, setup, timeout, started }: Dialling): Promise<Answer> {
  const host = hostOf(url);
  // Whatever is not needed is cut off: a body that is not read must not go on coming.
  const cut = new AbortController();
  try {
    const response = await fetch(pinned, {
      headers: {
        ...{ ...traceHeaders(), host: url.host, authorization: target.authorization },
        "accept-encoding": "identity",
      },
      redirect: "manual",
      proxy: false,
      keepalive: false,
      decompress: false,
      signal: AbortSignal.any([timeout, cut.signal]),
      // The certificate must be the name's, although the address is dialled.
      tls: {
        ...(isIP(host) === 0 ? { serverName: host } : {}),
        ...(setup.ca === undefined ? {} : { ca: setup.ca }),
      },
    });
    const latencyMs = performance.now() - started;
    if (response.status >= 300 && response.status < 400) return failed("redirected");
    if (target.read === "status") return { ok: true, status: response.status, body: new Uint8Array(), latencyMs };
    const body = await readLimited(response, setup.maxBytes);
    return body === null ? failed("too_large") : { ok: true, status: response.status, body, latencyMs };
  } catch (thrown) {
    if (timeout.aborted) return failed("timeout");
    return isAboutCertificate(thrown) ? failed("untrusted_certificate") : null;
  } finally {
    cut.abort();
  }
}

/** Bun gives OpenSSL's own names of what is wrong with a certificate, and Node's of a name that does not fit. */
function isAboutCertificate(thrown: unknown): boolean {
  const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
  return /CERT|SELF_SIGNED|TLS|SSL|ISSUER/.test(code);
}

/** The promise, or a rejection when time is up: a resolver cannot be told to stop. */
function orTimeout<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
