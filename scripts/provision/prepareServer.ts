import { ensureKey } from "../../server/federation/access/keys.ts";
import { openFederationDb } from "../../server/platform/db.ts";
import type { FederationKeys } from "../../server/platform/keys/keepKeys.ts";
import { migrate } from "../../server/platform/migrate.ts";
import { ownedDatabases } from "../start/ownedDatabases.ts";
import { closeMaintenanceDatabases, ownerUrl, provisionDatabases } from "../start/provision.ts";
import { grantReader } from "./grantReader.ts";
import type { ServiceKeys } from "./serviceKeys.ts";

/**
 * Makes each hub's database and role on a server that is the federation's alone, migrates them all, and lets the reader
 * and the metrics key in. Again and again it changes nothing but what a new version adds.
 *
 * @param adminUrl the server's superuser.
 * @returns the migrations that were applied, by database.
 */
export async function prepareServer(
  adminUrl: string,
  { keys, services }: { keys: FederationKeys; services: ServiceKeys },
): Promise<Record<string, string[]>> {
  const { federation, instances } = ownedDatabases(keys, [...keys.instances.keys()]);
  await provisionDatabases(adminUrl, [federation, ...instances.values()]);
  await closeMaintenanceDatabases(adminUrl);
  const applied: Record<string, string[]> = {
    [federation.name]: await migrate("federation", ownerUrl(adminUrl, federation)),
  };
  for (const instance of instances.values()) {
    applied[instance.name] = await migrate("instance", ownerUrl(adminUrl, instance));
  }
  const asAdmin = new URL(adminUrl);
  asAdmin.pathname = `/${federation.name}`;
  await grantReader(asAdmin.href, { password: services.reader });
  const db = openFederationDb(ownerUrl(adminUrl, federation), 1);
  try {
    await ensureKey(db, { name: "prometheus", role: "viewer", key: services.metrics });
  } finally {
    await db.close();
  }
  return applied;
}
