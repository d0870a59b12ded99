import { join } from "node:path";
import { z } from "zod";
import { UserError } from "../errors.ts";
import { readSecret, writeSecretFile } from "./secretFile.ts";

/** With more keys than these at once a signature header would grow past what receivers take. */
const mostAtOnce = 2;

/** The ids in use before anything was rotated. */
export const firstKeyIds: readonly string[] = ["k1"];

/**
 * The ids of the derived keys in use, the newest first, as `k2,k1`: one, or two while keys are being rotated. They are
 * no secrets: a key comes from its id and the root.
 */
export const keyIdList = z
  .string()
  .transform((text) => text.split(",").map((id) => id.trim()))
  .pipe(
    z
      .array(z.string().regex(/^k[1-9]\d{0,5}$/, "must be key ids like k2,k1, the newest first"))
      .max(mostAtOnce, `must be ${mostAtOnce} key ids at most`)
      .refine((ids) => new Set(ids).size === ids.length, "must be different key ids"),
  );

/** As the environment and the data folder keep them. */
export const formatKeyIds = (ids: readonly string[]): string => ids.join(",");

const fileOf = (folder: string) => join(folder, "mesh.kids");

/** The ids that a folder of keys names; the first ones where it names none. Throws a `UserError` for what is no list. */
export async function readKeyIds(folder: string): Promise<readonly string[]> {
  const text = await readSecret(fileOf(folder));
  if (text === null) return firstKeyIds;
  const parsed = keyIdList.safeParse(text);
  if (!parsed.success) throw new UserError(`${fileOf(folder)} ${parsed.error.issues[0]?.message}.`);
  return parsed.data;
}

/** Notes the ids in use. */
export const writeKeyIds = (folder: string, ids: readonly string[]): Promise<void> =>
  writeSecretFile(fileOf(folder), `${formatKeyIds(ids)}\n`);

/**
 * Puts a key that never was before the one in use. Numbers only go up, so a retired key does not come back.
 *
 * @throws UserError while a rotation is under way.
 */
export function withNewKey(ids: readonly string[]): string[] {
  const [newest = "k0", older] = ids;
  if (older !== undefined) {
    throw new UserError(`A rotation is under way: ${older} must be retired first (bun run mesh:keys retire).`);
  }
  return [`k${Number(newest.slice(1)) + 1}`, newest];
}

/**
 * Takes the older key away.
 *
 * @throws UserError when only one is in use.
 */
export function withoutOldKey(ids: readonly string[]): { kept: string[]; retired: string } {
  const [newest = "", retired] = ids;
  if (retired === undefined) {
    throw new UserError(`Only ${newest} is in use: there is nothing to retire. \`bun run mesh:keys rotate\` begins.`);
  }
  return { kept: [newest], retired };
}
