import { describe, expect, test } from "bun:test";
import { z } from "zod";
import { parseCompose, projectRoot } from "./testing/composeFile.ts";

/** Compose itself, where there is one: what becomes of files that are laid over each other, nobody else can say. */
const docker = Bun.which("docker") ?? "";
const found = docker !== "" && Bun.spawnSync([docker, "compose", "version"]).exitCode === 0;
const why = found ? "" : " (skipped: there is no `docker compose`)";

const read = z.object({ services: z.record(z.string(), z.object({ command: z.array(z.string()).nullable() })) });

/** What Compose makes of these files; it asks no Docker for that. Throws what it finds wrong with them. */
async function configOf(files: readonly string[]): Promise<z.infer<typeof read>["services"]> {
  const words = [...files.flatMap((file) => ["--file", file]), "--profile", "observe", "config", "--format", "json"];
  const child = Bun.spawn([docker, "compose", ...words], { cwd: projectRoot, stdout: "pipe", stderr: "pipe" });
  const [out, errors] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  if ((await child.exited) !== 0) throw new Error(errors);
  return read.parse(JSON.parse(out)).services;
}

const overlays = ["docker-compose.cluster.yml", "docker-compose.replica.yml"];

describe.skipIf(!found)(`Compose${why}`, () => {
  test.each([[[]], ...overlays.map((file) => [[file]]), [overlays]])(
    "takes docker-compose.yml with %p, and makes every service of them",
    async (over) => {
      const files = ["docker-compose.yml", ...over];
      const declared = (await Promise.all(files.map(parseCompose))).flatMap(({ services }) => Object.keys(services));
      expect(Object.keys(await configOf(files)).sort()).toEqual([...new Set(declared)].sort());
    },
    30_000,
  );

  test("names each broker of a cluster, the one of the first file too", async () => {
    const services = await configOf(["docker-compose.yml", "docker-compose.cluster.yml"]);
    const names = Object.values(services).flatMap(({ command }) => {
      const at = command?.indexOf("-n") ?? -1;
      return at < 0 ? [] : command?.[at + 1];
    });
    expect(names).toEqual(["nats", "nats-2", "nats-3"]);
  }, 30_000);
});
