import type { IntegrationSource } from "../../../contracts/config.ts";
import type { EventWire } from "../../../contracts/events.ts";
import type { Log } from "../../platform/log.ts";
import type { SeenLogs } from "./logs/seenLogs.ts";

/** One proof that this project is joined to another. */
export type Hint = EventWire<"integration.edge">;

/** The configured sources by name. */
export type Sources = { [Source in IntegrationSource as Source["source"]]: Source };
export type SourceName = keyof Sources;

/** What every source works with. `root` is absolute; `files` are its files, relative, with forward slashes. */
export type SourceInput<Name extends SourceName> = {
  slug: string;
  root: string;
  files: () => Promise<string[]>;
  now: Date;
  log: Log;
  /** How far access logs were read before; without it they are read from their beginning. */
  seenLogs?: SeenLogs;
  source: Sources[Name];
};

/** Looks at one source and answers a hint for each thing it found. Never throws over what a file contains. */
export type SourceReader<Name extends SourceName> = (input: SourceInput<Name>) => Promise<Hint[]>;
