import { createFederationClient } from "../../contracts/client.ts";

const patienceMs = 10_000;

/**
 * Waits until the Meta Hub has heard these projects since a moment, so that the first look shows them as they are; not for ever, since one
 * that is not heard is what the map is there to show.
 */
export async function waitHeard(
  slugs: readonly string[],
  { metaUrl, adminKey, since, signal }: { metaUrl: string; adminKey: string; since: Date; signal: AbortSignal },
): Promise<void> {
  const client = createFederationClient({ url: metaUrl, apiKey: adminKey });
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline && !signal.aborted) {
    const projects = await client.projects.list.query({}).catch(() => []);
    const isHeard = (slug: string) =>
      projects.some((project) => project.slug === slug && Date.parse(project.lastSeenAt ?? "") >= since.getTime());
    if (slugs.every(isHeard)) return;
    await Bun.sleep(50);
  }
}
