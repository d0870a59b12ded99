import type { Policy } from "../../contracts/config.ts";
import type { Clock } from "../platform/clock.ts";
import type { FederationDb } from "../platform/db.ts";
import type { Log } from "../platform/log.ts";
import type { ActionKeys } from "./actions/actionKeys.ts";
import type { Changes } from "./live/changes.ts";
import type { ChangeFeed } from "./live/feed.ts";
import type { FederationMeters } from "./telemetry/meters.ts";

/** What every verb of the Meta Hub is given. */
export type FederationContext = {
  db: FederationDb;
  clock: Clock;
  log: Log;
  policy: Policy;
  changes: ChangeFeed;
  /** Tells every open client how what a transaction changed is now. To be called after the commit. */
  announce(changes: Changes): Promise<void>;
  /** Between the Meta Hub and each instance: they sign actions, and tell true receipts from forged ones. */
  keys: ActionKeys;
  /** What is counted as it happens. */
  meters: FederationMeters;
};
