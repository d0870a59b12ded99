import type { HubConfig } from "../../contracts/config.ts";
import type { Clock } from "../platform/clock.ts";
import type { InstanceDb } from "../platform/db.ts";
import type { Log } from "../platform/log.ts";
import type { RunningAudits } from "./audits/cancellable.ts";
import type { SeenLogs } from "./integrations/logs/seenLogs.ts";

/** Who this hub speaks for, as its events and its manifest say it. */
export type InstanceProject = { slug: string; name: string; meshNs: string; hubUrl: string };

/** What every verb of a project hub works with. */
export type InstanceContext = {
  db: InstanceDb;
  clock: Clock;
  log: Log;
  project: InstanceProject;
  /** The folder that is scanned and audited; absolute. */
  root: string;
  /** `hub.yaml` of the repository, with its defaults; replaced when the file changes. */
  config: HubConfig;
  /** The npm registry that audits ask for advisories, when that is not npm's own. */
  registry?: string | undefined;
  /** How far access logs were read; a one-shot command has none and reads them whole. */
  seenLogs?: SeenLogs;
  /** The audits that can be cancelled now; a one-shot command has none. */
  runningAudits?: RunningAudits;
};
