import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Generates the typed Prisma client of one database, unless its schema is unchanged since. */
async function generateClient(kind: string): Promise<void> {
  const folder = new URL(`../prisma/${kind}/`, import.meta.url);
  const schema = Bun.file(new URL("schema.prisma", folder));
  const stamp = new URL("generated/.schema-hash", folder);
  const versions = await Bun.file(new URL("../package.json", import.meta.url)).json();
  const hash = Bun.hash(versions.dependencies.prisma + (await schema.text())).toString(16);
  const known = existsSync(stamp) ? await Bun.file(stamp).text() : "";
  if (known === hash) return;
  // Prisma's command itself, without what looks for it.
  const prisma = fileURLToPath(import.meta.resolve("prisma/build/index.js"));
  const generation = Bun.spawn(
    [process.execPath, prisma, "generate", `--schema=${fileURLToPath(new URL("schema.prisma", folder))}`],
    {
      // The generator looks for a schema engine that it does not use; any existing file keeps it from downloading one.
      // Nor does it need to tell its maker that it runs, and ask for news, in a process of its own.
      env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: "1" },
      stdout: "pipe",
      stderr: "pipe",
    },
  );
  const output = await Promise.all([new Response(generation.stdout).text(), new Response(generation.stderr).text()]);
  if ((await generation.exited) !== 0) throw new Error(`prisma generate failed for ${kind}:\n${output.join("\n")}`);
  await Bun.write(stamp, hash);
}

// Run by every `bun install` of the project, so that each of its commands works after that.
await Promise.all(["federation", "instance"].map(generateClient));
