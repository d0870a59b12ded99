import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { z } from "zod";

/** What may weigh how much, in thousands of bytes as a server sends them: the page before it shows anything, and the canvas. */
export const budgets = { page: 250, canvas: 60 } as const;

/** What Vite says of each file that it built: by source, what it is in and what it needs before it runs. */
const manifestSchema = z.record(
  z.string(),
  z.object({ file: z.string(), imports: z.array(z.string()).default([]), css: z.array(z.string()).default([]) }),
);
type Manifest = z.output<typeof manifestSchema>;

/** What the ecosystem page loads before it shows anything, and the canvas's own code. */
const page = ["index.html", "ecosystem/page.tsx"];
const canvas = ["graph/renderer/renderer.ts"];

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
export const compressed = (bytes: Uint8Array) => gzipSync(bytes).length / 1000;

async function sizeOf(folder: string, files: Iterable<string>): Promise<number> {
  const sizes = await Promise.all(
    [...files].map(async (file) => compressed(await Bun.file(join(folder, file)).bytes())),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** How much of a built client, which has Vite's manifest, a browser fetches: for the page, and then for the canvas. */
export async function bundleSizes(folder: string): Promise<Record<keyof typeof budgets, number>> {
  const manifest = manifestSchema.parse(await Bun.file(join(folder, ".vite/manifest.json")).json());
  const first = filesOf(manifest, page);
  const more = filesOf(manifest, canvas).difference(first);
  return { page: await sizeOf(folder, first), canvas: await sizeOf(folder, more) };
}
