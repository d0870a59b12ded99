import { connect, errors, type NatsConnection, nkeyAuthenticator } from "@nats-io/transport-node";
import { AppError, messageOf, UserError } from "../platform/errors.ts";
import type { Stop } from "../platform/lifecycle.ts";
import type { Log } from "../platform/log.ts";
import { parseBrokerUrl } from "../platform/parseBrokerUrl.ts";

export type MeshOptions = {
  /** `nats://host:port`, with a user and password when the broker wants them; a cluster's members joined by commas. */
  url: string;
  /** What the broker's own monitoring shows this connection as. */
  name: string;
  nkeySeed?: string | undefined;
  /** See `inboxPrefix` in contracts/subjects.ts: a hub may listen to replies to itself and to nobody else. */
  inboxPrefix?: string;
  log: Log;
  /** For one-shot commands: gives up after this long. Without it the first connection is tried for ever. */
  giveUpAfterMs?: number;
  /** Waits for a broker that does not know this identity yet, as for one that is not up; without it that is an error. */
  waitForIdentity?: boolean;
  /** The connection has ended for good, although nobody closed it: whoever needs it is deaf from now on. */
  onLost?: (() => void) | undefined;
};

/** One connection to the broker, which comes back by itself for as long as the process lives. */
export type Mesh = {
  nc: NatsConnection;
  isConnected(): boolean;
  /** False on a broker without authentication, where any client could speak for any project. */
  identitiesEnforced(): boolean;
  onConnectionChange(listener: (connected: boolean) => void): Stop;
  /** Sends what is waiting to be sent, then closes. Takes 3 s at most. */
  close(): Promise<void>;
};

const firstRetryMs = 250;
const longestRetryMs = 5000;
const drainMs = 3000;
const refused = "The broker refuses this hub's identity: NATS_NKEY_SEED is missing, or not one it knows.";

/**
 * Connects to the broker, waiting for it when it is not up yet. Throws `UserError` when the broker refuses the identity
 * and nothing says to wait for that, and `AppError("unavailable")` when `giveUpAfterMs` has passed.
 */
export async function connectMesh(options: MeshOptions): Promise<Mesh> {
  const nc = await connectFirst(options);
  const log = options.log.with({ mesh: options.name });
  const listeners = new Set<(connected: boolean) => void>();
  let connected = true;
  let enforced = nc.info?.auth_required === true;
  let closing = false;

  const change = (now: boolean) => {
    if (connected === now) return;
    connected = now;
    // The broker may have been restarted with another configuration.
    if (now && nc.info !== undefined) enforced = nc.info.auth_required === true;
    if (!closing) log[now ? "info" : "warn"](now ? "mesh.connected" : "mesh.disconnected", { server: nc.getServer() });
    for (const listener of listeners) listener(now);
  };
  void watch(nc, change, log);
  void nc.closed().then((error) => {
    change(false);
    if (closing) return;
    log.error("mesh.closed", { error: error ?? null });
    options.onLost?.();
  });

  return {
    nc,
    isConnected: () => connected,
    identitiesEnforced: () => enforced,
    onConnectionChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      closing = true;
      // Draining waits for the broker, so it is only for when there is one.
      if (connected && !nc.isClosed()) await Promise.race([nc.drain().catch(() => {}), Bun.sleep(drainMs)]);
      await nc.close();
    },
  };
}

async function watch(nc: NatsConnection, change: (connected: boolean) => void, log: Log): Promise<void> {
  for await (const status of nc.status()) {
    if (status.type === "disconnect") change(false);
    else if (status.type === "reconnect") change(true);
    else if (status.type === "error") log.warn("mesh.error", { error: status.error });
  }
}

async function connectFirst(options: MeshOptions): Promise<NatsConnection> {
  const { url, name, nkeySeed, inboxPrefix, log, waitForIdentity = false } = options;
  const giveUpAfterMs = options.giveUpAfterMs ?? Number.POSITIVE_INFINITY;
  const address = parseBrokerUrl(url);
  const started = performance.now();
  for (let delay = firstRetryMs; ; delay = Math.min(delay * 2, longestRetryMs)) {
    try {
      return await connect({
        ...address,
        name,
        ...(nkeySeed === undefined ? {} : { authenticator: nkeyAuthenticator(new TextEncoder().encode(nkeySeed)) }),
        ...(inboxPrefix === undefined ? {} : { inboxPrefix }),
        timeout: 5000,
        maxReconnectAttempts: -1,
        reconnectTimeWait: 500,
        reconnectJitter: 500,
        pingInterval: 10_000,
        // A broker that is being given new keys refuses old ones for a while: that must not end the process.
        ignoreAuthErrorAbort: true,
        // A stack trace a request costs more than the request.
        noAsyncTraces: true,
      });
    } catch (thrown) {
      const isRefused = thrown instanceof errors.AuthorizationError;
      if (isRefused && !waitForIdentity) throw new UserError(refused);
      if (performance.now() - started + delay > giveUpAfterMs) {
        throw new AppError("unavailable", "The broker cannot be reached.", { cause: thrown });
      }
      const error = isRefused ? refused : messageOf(thrown);
      log.warn("mesh.connect_failed", { mesh: name, error, retryInMs: delay });
      await Bun.sleep(delay);
    }
  }
}
