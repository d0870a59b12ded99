import type { FederationKeys } from "../../server/platform/keys/keepKeys.ts";
import { migrate } from "../../server/platform/migrate.ts";
import { ownedDatabases } from "./ownedDatabases.ts";
import { closeMaintenanceDatabases, ownerUrl, provisionDatabases } from "./provision.ts";
import { type StartContext, startDatabaseServer } from "./servers.ts";

/** Where each hub's database is, as its own role. */
export type Databases = { federationUrl: string; instanceUrls: ReadonlyMap<string, string> };

/**
 * Starts the database server, and makes every hub's database with its tables. A hub would migrate its own; done here, the
 * engine that does it is compiled once instead of once a hub.
 */
export async function prepareDatabases(
  context: StartContext,
  keys: FederationKeys,
  slugs: readonly string[],
): Promise<Databases> {
  const { adminUrl, embedded } = await startDatabaseServer(context);
  const { federation, instances } = ownedDatabases(keys, slugs);
  await provisionDatabases(adminUrl, [...(embedded ? [federation] : []), ...instances.values()]);
  if (embedded) await closeMaintenanceDatabases(adminUrl);
  const federationUrl = embedded ? ownerUrl(adminUrl, federation) : adminUrl;
  const instanceUrls = new Map([...instances].map(([slug, instance]) => [slug, ownerUrl(adminUrl, instance)]));
  await Promise.all([
    migrate("federation", federationUrl),
    ...[...instanceUrls.values()].map((url) => migrate("instance", url)),
  ]);
  return { federationUrl, instanceUrls };
}
