import { stat } from "node:fs/promises";
import { hubAddress, meshNamespace } from "../../contracts/names.ts";
import type { HubEnv } from "../platform/env.ts";
import { UserError } from "../platform/errors.ts";
import { decodeKeys } from "../platform/keys/deriveKeys.ts";
import { originOf } from "../platform/originOf.ts";
import type { InstanceProject } from "./context.ts";

/** Who a hub speaks for, where it listens, the keys that the Meta Hub signs with for it, and its own for receipts. */
export type HubIdentity = {
  project: InstanceProject;
  address: URL;
  port: number;
  /** The newest first; two during a rotation. */
  actionKeys: readonly Uint8Array[];
  receiptKeys: readonly Uint8Array[];
};

/**
 * Completes what the environment says of a hub: the namespace is `<slug>.mesh`, the port that of its address, the
 * address that of its port, and the name its slug, where they are not given.
 *
 * @throws UserError naming what is missing or wrong.
 */
export async function readIdentity(input: { env: HubEnv; slug: string; root: string }): Promise<HubIdentity> {
  const { env, slug, root } = input;
  if (!(await isFolder(root)))
    throw new UserError(`${root} is not a folder that can be read: it should be the working tree of ${slug}.`);
  const meshNs = meshNamespace.safeParse(env.HUB_MESH_NS ?? `${slug}.mesh`);
  if (!meshNs.success) throw new UserError(`HUB_MESH_NS ${meshNs.error.issues[0]?.message}.`);
  const port = env.HUB_PORT ?? portOf(env.HUB_URL);
  if (port === null)
    throw new UserError(`HUB_PORT is not set, and HUB_URL does not say it: where should ${slug} listen?`);
  const address = originOf(env.HUB_HOST, port);
  if (!URL.canParse(address)) throw new UserError(`HUB_HOST ${env.HUB_HOST} is not the name or address of a machine.`);
  const hubUrl = hubAddress.safeParse(env.HUB_URL ?? address);
  if (!hubUrl.success) throw new UserError(`HUB_URL ${hubUrl.error.issues[0]?.message}.`);
  const actionKeys = decodeKeys(env.MESH_HMAC_KEY);
  if (actionKeys === null) throw new UserError("MESH_HMAC_KEY is not 32 bytes in base64 behind whsec_.");
  const receiptKeys = decodeKeys(env.MESH_RECEIPT_KEY);
  if (receiptKeys === null) throw new UserError("MESH_RECEIPT_KEY is not 32 bytes in base64 behind whsec_.");
  const project = { slug, name: env.HUB_NAME ?? slug, meshNs: meshNs.data, hubUrl: hubUrl.data };
  return { project, address: new URL(address), port, actionKeys, receiptKeys };
}

function portOf(url: string | undefined): number | null {
  if (url === undefined) return null;
  const { port, protocol } = new URL(url);
  return port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
