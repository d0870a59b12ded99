import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { z } from "zod";

/** The project's folder. */
export const projectRoot = fileURLToPath(new URL("../../../", import.meta.url));

const service = z.object({
  image: z.string().optional(),
  build: z.string().optional(),
  pull_policy: z.string().optional(),
  logging: z.object({ options: z.record(z.string(), z.string()) }).optional(),
  entrypoint: z.array(z.string()).optional(),
  command: z.array(z.string()).default([]),
  env_file: z.array(z.strictObject({ path: z.string(), required: z.boolean() })).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  volumes: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  profiles: z.array(z.string()).default([]),
  user: z.string().optional(),
  read_only: z.boolean().default(false),
  cap_drop: z.array(z.string()).default([]),
  cap_add: z.array(z.string()).default([]),
  mem_limit: z.string().optional(),
  security_opt: z.array(z.string()).default([]),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
});

const composeFile = z.object({
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.unknown()).default({}),
});

/** One file as it stands, with YAML's merges done. */
export async function readCompose(name: string): Promise<unknown> {
  return parse(await Bun.file(projectRoot + name).text(), { merge: true });
}

/** The parts of a compose file that the tests look at. */
export async function parseCompose(name: string): Promise<z.infer<typeof composeFile>> {
  return composeFile.parse(await readCompose(name));
}
