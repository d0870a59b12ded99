import { type HubConfig, hubConfig } from "../../../contracts/config.ts";
import { derivedSources } from "./derivedSources.ts";
import { describePublished } from "./describePublished.ts";

/**
 * A `hub.yaml` for a repository that has none, from what it and its peers on this machine publish. It permits nothing:
 * what a fan-out may ask stays for the owner to say.
 */
export async function deriveHubConfig(input: {
  slug: string;
  root: string;
  peers: { slug: string; root: string }[];
}): Promise<HubConfig> {
  const peers = await Promise.all(
    input.peers
      .filter(({ slug }) => slug !== input.slug)
      .map(async ({ slug, root }) => ({ slug, ...(await describePublished({ root })) })),
  );
  return hubConfig.parse({ integrations: await derivedSources({ ...input, peers }) });
}
