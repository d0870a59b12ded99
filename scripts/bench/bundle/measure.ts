import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { z } from "zod";
import type { Measured, Row } from "../row.ts";

const configFile = fileURLToPath(new URL("../../../client/vite.config.ts", import.meta.url));

/** What Vite says of each file that it built: by source, what it is in and what it needs before it runs. */
const manifestSchema = z.record(
  z.string(),
  z.object({ file: z.string(), imports: z.array(z.string()).default([]), css: z.array(z.string()).default([]) }),
);
type Manifest = z.output<typeof manifestSchema>;

/** What the ecosystem page loads before it shows anything, and the canvas's own code. */
const page = ["index.html", "ecosystem/page.tsx"];
const canvas = ["graph/renderer/renderer.ts"];

const peers = { "cytoscape.js": "cytoscape", "vis-network": "vis-network/standalone", G6: "@antv/g6" };

/** The files that some sources need. */
function filesOf(manifest: Manifest, sources: readonly string[]): Set<string> {
  const files = new Set<string>();
  const seen = new Set<string>();
  const add = (source: string) => {
    if (seen.has(source)) return;
    seen.add(source);
    const chunk = manifest[source];
    if (chunk === undefined) throw new Error(`the build has no ${source}`);
    for (const file of [chunk.file, ...chunk.css]) files.add(file);
    for (const needed of chunk.imports) add(needed);
  };
  for (const source of sources) add(source);
  return files;
}

/** Compressed as a server sends it, in thousands of bytes. */
const compressed = (bytes: Uint8Array) => gzipSync(bytes).length / 1000;

async function sizeOf(folder: string, files: Iterable<string>): Promise<number> {
  const sizes = await Promise.all(
    [...files].map(async (file) => compressed(await Bun.file(join(folder, file)).bytes())),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** A peer's own code alone, without any of a page's that would use it. */
async function peerSize(name: string, module: string): Promise<Measured> {
  const { outputs } = await Bun.build({
    entrypoints: [Bun.resolveSync(module, import.meta.dir)],
    target: "browser",
    minify: true,
  });
  const sizes = await Promise.all(
    outputs.map(async (output) => compressed(new Uint8Array(await output.arrayBuffer()))),
  );
  return { name, value: sizes.reduce((sum, size) => sum + size, 0) };
}

/** How much a browser fetches for the first look at the map, beside what the peers of its canvas weigh. */
export async function measureBundle(): Promise<Row[]> {
  const outDir = await mkdtemp(join(tmpdir(), "fed-bundle-"));
  try {
    await build({ configFile, logLevel: "error", build: { outDir, manifest: true, emptyOutDir: true } });
    const manifest = manifestSchema.parse(await Bun.file(join(outDir, ".vite/manifest.json")).json());
    const first = filesOf(manifest, page);
    const more = filesOf(manifest, canvas).difference(first);
    const row = { size: "gzip", items: 1, unit: "KB" } as const;
    return [
      { ...row, what: "the ecosystem page's code", ours: await sizeOf(outDir, first), peers: [], bar: 250 },
      {
        ...{ ...row, what: "the canvas's code", ours: await sizeOf(outDir, more), bar: 60 },
        peers: await Promise.all(Object.entries(peers).map(([name, module]) => peerSize(name, module))),
      },
    ];
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}
