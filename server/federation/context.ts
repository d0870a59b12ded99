import type { Policy } from "../../contracts/config.ts";
import type { Clock } from "../platform/clock.ts";
import type { FederationDb } from "../platform/db.ts";
import type { Log } from "../platform/log.ts";
import type { ChangeFeed } from "./live/feed.ts";

/** What every verb of the Meta Hub is given. */
export type FederationContext = { db: FederationDb; clock: Clock; log: Log; policy: Policy; changes: ChangeFeed };
