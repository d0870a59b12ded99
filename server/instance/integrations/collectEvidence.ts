import type { HubConfig, IntegrationSource } from "../../../contracts/config.ts";
import { messageOf } from "../../platform/errors.ts";
import type { Log } from "../../platform/log.ts";
import { listFiles } from "../repository/files/listFiles.ts";
import { derivedSources } from "./derivedSources.ts";
import { describePublished, type Peer, type Published } from "./describePublished.ts";
import type { SeenLogs } from "./logs/seenLogs.ts";
import { readers } from "./readers.ts";
import type { Hint, SourceInput, SourceName, Sources } from "./source.ts";

/** More hints than this from one project are not believable; the strongest are kept. */
const maxHints = 1000;

const nothing: Published = { packages: [], services: [], schemaIds: [] };

function read<Name extends SourceName>(name: Name, input: SourceInput<Name>): Promise<Hint[]> {
  return readers[name](input);
}

/**
 * Everything that shows this project joined to others, from the sources in its `hub.yaml` and, where `peers` are given,
 * from what those publish. One event a proof, each with where it was seen; the same proof twice is told once. A source
 * that cannot be read is logged and costs only itself. Needs no database. `now` is the moment of looking.
 */
export async function collectEvidence(input: {
  slug: string;
  root: string;
  config: HubConfig;
  log: Log;
  peers?: Peer[];
  now?: Date;
  seenLogs?: SeenLogs;
}): Promise<Hint[]> {
  const { slug, root, config, log } = input;
  let files: Promise<string[]> | undefined;
  const common = {
    slug,
    root,
    log,
    now: input.now ?? new Date(),
    ...(input.seenLogs && { seenLogs: input.seenLogs }),
    files: () => {
      files ??= listFiles(root).then(({ paths }) => paths);
      return files;
    },
  };
  const { peers = [] } = input;
  const own = { slug, ...(peers.length > 0 ? await describePublished({ root }) : nothing) };
  const derived = await derivedSources({ root, own, peers });
  const hints = new Map<string, Hint>();
  for (const source of [...config.integrations, ...derived]) {
    for (const hint of await readOne(common, source)) {
      if (hint.fromProject === hint.toProject) {
        log.warn("integrations.self-edge", { source: source.source, key: hint.proof.key });
        continue;
      }
      const identity = [hint.fromProject, hint.toProject, hint.kind, hint.proof.source, hint.proof.key].join("\n");
      const known = hints.get(identity);
      if (known === undefined || hint.strength > known.strength) hints.set(identity, hint);
    }
  }
  if (hints.size > maxHints) log.warn("integrations.hints-cut", { found: hints.size, kept: maxHints });
  return [...hints.values()].sort((a, b) => b.strength - a.strength).slice(0, maxHints);
}

type Common = Omit<SourceInput<SourceName>, "source">;

async function readOne(common: Common, source: IntegrationSource): Promise<Hint[]> {
  try {
    return await read<SourceName>(source.source, { ...common, source: source satisfies Sources[SourceName] });
  } catch (error) {
    common.log.warn("integrations.source-unreadable", { source: source.source, error: messageOf(error) });
    return [];
  }
}
