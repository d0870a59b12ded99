import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import { type MetaHubProcess, prepareMetaHub } from "../../scripts/fleet/hubProcess.ts";

/** The projects that the Meta Hub of a recovery test declares. Their hubs are the test's own publishers. */
export const loadedProjects = ["north", "south", "west"].map((slug) => ({ slug, meshNs: `${slug}.mesh` }));

/** A real Meta Hub that declares them, on the given servers. Its log is in `folder`. */
export async function prepareLoadedMetaHub(
  folder: string,
  servers: { databaseUrl: string; natsUrl: string },
): Promise<MetaHubProcess> {
  const config = join(folder, "config");
  await mkdir(config, { recursive: true });
  const projects = loadedProjects.map(({ slug, meshNs }) => ({
    ...{ slug, meshNs, name: slug, hubUrl: "http://127.0.0.1:9", tags: [], teams: [] },
  }));
  await writeFile(join(config, "projects.yaml"), stringify({ projects }, { aliasDuplicateObjects: false }));
  await writeFile(join(config, "policy.yaml"), "{}\n");
  return await prepareMetaHub({
    ...{ name: "meta", folder },
    variables: {
      ...{ FED_CONFIG_DIR: config, DATABASE_URL: servers.databaseUrl, NATS_URL: servers.natsUrl },
      MESH_HMAC_KEY: Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64"),
    },
  });
}
