import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { createUser, fromSeed } from "@nats-io/nkeys";
import { reservedSlugs } from "../../../contracts/names.ts";
import { UserError } from "../errors.ts";
import { readKeyIds } from "./keyIds.ts";
import { keepSecret } from "./secretFile.ts";

/** A NATS user: the seed is its secret, the public key is what the broker knows it by. */
export type MeshIdentity = { seed: string; publicKey: string };

/** What one instance is given. */
export type InstanceKeys = { apiKey: string; databasePassword: string; identity: MeshIdentity };

/** Every secret of one federation. */
export type FederationKeys = {
  /** 32 bytes in base64: every instance's action and receipt keys are derived from it. */
  root: string;
  /** Which keys are derived from it, the newest first: one, or two during a rotation. */
  keyIds: readonly string[];
  adminKey: string;
  databasePassword: string;
  identity: MeshIdentity;
  instances: ReadonlyMap<string, InstanceKeys>;
};

/** The folder of all keys in a data folder. */
export const keysFolder = (dataDir: string): string => join(dataDir, "keys");

/** Makes random keys that begin with `prefix`: 256 bits, in characters that need no quoting anywhere. */
export const newApiKey = (prefix: string) => () => prefix + randomBytes(32).toString("base64url");

/**
 * Reads the keys of the Meta Hub and of each project from `<dataDir>/keys` (folder 0700, files 0600) and makes those
 * that are missing: `admin.key`, `<slug>.key` (an instance's API key), `mesh.root`, `<who>.nkey`, `<who>.dbpass`.
 * Existing ones never change. A `given` root, list of key ids or seed of the Meta Hub's is used instead, and stored
 * nowhere.
 */
export async function keepKeys(
  dataDir: string,
  slugs: readonly string[],
  given: { root?: string | undefined; keyIds?: readonly string[] | undefined; seed?: string | undefined } = {},
): Promise<FederationKeys> {
  const taken = slugs.find((slug) => reservedSlugs.has(slug));
  if (taken !== undefined)
    throw new UserError(`A project cannot have the slug "${taken}": it names the Meta Hub's own keys.`);
  const folder = keysFolder(dataDir);
  const keep = (name: string, make: () => string) => keepSecret(join(folder, name), make);
  const [root, keyIds, adminKey, databasePassword, identity, instances] = await Promise.all([
    given.root ?? keep("mesh.root", () => randomBytes(32).toString("base64")),
    given.keyIds ?? readKeyIds(folder),
    keep("admin.key", newApiKey("fedk_")),
    keep("meta.dbpass", newApiKey("")),
    Promise.resolve(given.seed ?? keep("meta.nkey", newSeed)).then(identityOf),
    Promise.all(
      slugs.map(async (slug): Promise<[string, InstanceKeys]> => {
        const [apiKey, password, seed] = await Promise.all([
          keep(`${slug}.key`, newApiKey("hubk_")),
          keep(`${slug}.dbpass`, newApiKey("")),
          keep(`${slug}.nkey`, newSeed),
        ]);
        return [slug, { apiKey, databasePassword: password, identity: identityOf(seed) }];
      }),
    ),
  ]);
  return { root, keyIds, adminKey, databasePassword, identity, instances: new Map(instances) };
}

const newSeed = () => new TextDecoder().decode(createUser().getSeed());

function identityOf(seed: string): MeshIdentity {
  return { seed, publicKey: fromSeed(new TextEncoder().encode(seed)).getPublicKey() };
}
