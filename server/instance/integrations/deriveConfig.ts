import { type HubConfig, hubConfig, type IntegrationSource } from "../../../contracts/config.ts";
import { silentLog } from "../../platform/log.ts";
import { collectEvidence } from "./collectEvidence.ts";
import { derivedSources } from "./derivedSources.ts";
import { describePublished, type Peer } from "./describePublished.ts";

/** A `hub.yaml` may have 64 KiB; so many characters of names leave room for the rest. */
const maxNameCharacters = 40_000;

/**
 * A `hub.yaml` for each of some repositories on this machine, by slug, from what they publish and what they refer to.
 * Names that a repository refers to already come first; where there is no room for all, those that it might refer to one
 * day are left out. It permits nothing: what a fan-out may ask stays for a person to say.
 */
export async function deriveHubConfigs(projects: { slug: string; root: string }[]): Promise<Map<string, HubConfig>> {
  const described = await Promise.all(
    projects.map(async (project) => ({ ...project, ...(await describePublished(project)) })),
  );
  const configs = await Promise.all(
    described.map(async (project) => {
      const peers = described.filter(({ slug }) => slug !== project.slug);
      return [project.slug, await deriveHubConfig(project, peers)] as const;
    }),
  );
  return new Map(configs);
}

async function deriveHubConfig(own: Peer & { root: string }, peers: Peer[]): Promise<HubConfig> {
  const { slug, root } = own;
  const sources = await derivedSources({ root, own, peers });
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
