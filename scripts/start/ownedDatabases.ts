import type { FederationKeys } from "../../server/platform/keys/keepKeys.ts";
import { instanceDatabase, type OwnedDatabase } from "./provision.ts";

/** The federation's database and each instance's own, by slug, with the roles that own them. */
export type OwnedDatabases = { federation: OwnedDatabase; instances: ReadonlyMap<string, OwnedDatabase> };

/** Names the databases of a federation; the passwords are those kept in its keys. */
export function ownedDatabases(keys: FederationKeys, slugs: readonly string[]): OwnedDatabases {
  const instances = slugs.map((slug): [string, OwnedDatabase] => {
    const own = keys.instances.get(slug);
    if (own === undefined) throw new Error(`no keys were made for ${slug}`);
    return [slug, { name: instanceDatabase(slug), password: own.databasePassword }];
  });
  return {
    federation: { name: "commandcenter_fed", password: keys.databasePassword },
    instances: new Map(instances),
  };
}
