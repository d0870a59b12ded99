import { randomBytes } from "node:crypto";
import { join, resolve } from "node:path";
import { loadProjects } from "../config.ts";
import { derivedVariables } from "./hubEnvironment.ts";
import { keysFolder, newApiKey } from "./keepKeys.ts";
import { formatKeyIds, readKeyIds } from "./keyIds.ts";
import { keepSecret } from "./secretFile.ts";

type Known = Record<string, string | undefined>;

const dataDirOf = (known: Known) => resolve(known.FED_DATA_DIR || ".data");

/** The root key in the data folder, made when there is none. */
const keepRoot = (dataDir: string) =>
  keepSecret(join(keysFolder(dataDir), "mesh.root"), () => randomBytes(32).toString("base64"));

/**
 * What a Meta Hub that is run alone makes for itself when nobody gave it: the root key, of which the data folder says
 * what keys are in use. The local admin key is made with it, because without a key nobody could ask it anything.
 */
export async function metaFallbacks(known: Known): Promise<Known> {
  const dataDir = dataDirOf(known);
  await keepSecret(join(keysFolder(dataDir), "admin.key"), newApiKey("fedk_"));
  const keyIds = formatKeyIds(await readKeyIds(keysFolder(dataDir)));
  return {
    MESH_KEY_IDS: keyIds,
    ...(known.MESH_HMAC_KEY === undefined ? { MESH_HMAC_KEY: await keepRoot(dataDir) } : {}),
  };
}

/**
 * What a project hub that is run alone makes for itself when nobody gave it: its API key, and its mesh keys, derived
 * from the root in the data folder, so that a Meta Hub with the same data folder can sign for it. Its address, name and
 * namespace are those that `projects.yaml` declares.
 */
export async function hubFallbacks(known: Known, slug: string): Promise<Known> {
  const dataDir = dataDirOf(known);
  const fallbacks: Known = {
    ...(await declared(known, slug)),
    HUB_API_KEY: known.HUB_API_KEY ?? (await keepSecret(join(keysFolder(dataDir), `${slug}.key`), newApiKey("hubk_"))),
  };
  if (known.MESH_HMAC_KEY !== undefined && known.MESH_RECEIPT_KEY !== undefined) return fallbacks;
  const [root, keyIds] = await Promise.all([keepRoot(dataDir), readKeyIds(keysFolder(dataDir))]);
  return { ...fallbacks, ...derivedVariables(root, slug, keyIds) };
}

async function declared(known: Known, slug: string): Promise<Known> {
  const configDir = resolve(known.FED_CONFIG_DIR || "config");
  if (!(await Bun.file(join(configDir, "projects.yaml")).exists())) return {};
  const { projects } = await loadProjects(configDir);
  const project = projects.find((one) => one.slug === slug);
  if (project === undefined) return {};
  const { hubUrl, name, meshNs } = project;
  return { HUB_URL: hubUrl, HUB_NAME: name, HUB_MESH_NS: meshNs };
}
