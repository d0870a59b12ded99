import { type HubConfig, hubConfig, type IntegrationSource } from "../../../contracts/config.ts";
import { silentLog } from "../../platform/log.ts";
import { collectEvidence } from "./collectEvidence.ts";
import { derivedSources } from "./derivedSources.ts";
import { describePublished } from "./describePublished.ts";

/** A `hub.yaml` may have 64 KiB; so many characters of names leave room for the rest. */
const maxNameCharacters = 40_000;

/**
 * A `hub.yaml` for a repository that has none, from what it and its peers on this machine publish. Names that the
 * repository refers to already come first; where there is no room for all, those it might refer to one day are left out.
 * It permits nothing: what a fan-out may ask stays for the owner to say.
 */
export async function deriveHubConfig(input: {
  slug: string;
  root: string;
  peers: { slug: string; root: string }[];
}): Promise<HubConfig> {
  const { slug, root } = input;
  const others = input.peers.filter((peer) => peer.slug !== slug);
  const peers = await Promise.all(
    others.map(async (peer) => ({ slug: peer.slug, ...(await describePublished({ root: peer.root })) })),
  );
  const sources = await derivedSources({ slug, root, peers });
  const config = hubConfig.parse({ integrations: sources });
  const hints = await collectEvidence({ slug, root, config, log: silentLog });
  const seen = new Set(hints.map(({ proof }) => proof.key?.split("#").pop() ?? ""));
  return hubConfig.parse({ integrations: fitted(sources, seen) });
}

function fitted(sources: IntegrationSource[], seen: Set<string>): IntegrationSource[] {
  let room = maxNameCharacters;
  const keep = (names: Record<string, string>) => {
    const entries = Object.entries(names).sort(([a], [b]) => Number(seen.has(b)) - Number(seen.has(a)));
    const kept = entries.filter(([name, owner]) => {
      room -= name.length + owner.length + 12;
      return room >= 0;
    });
    return Object.fromEntries(kept);
  };
  return sources.map((source) => {
    if (source.source === "manifest") return { ...source, packages: keep(source.packages) };
    if (source.source === "schema-refs") return { ...source, ids: keep(source.ids) };
    return source.source === "compose" ? { ...source, services: keep(source.services) } : source;
  });
}
