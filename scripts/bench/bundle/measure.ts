import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import type { Measured, Row } from "../row.ts";
import { budgets, bundleSizes, compressed } from "./sizes.ts";

const configFile = fileURLToPath(new URL("../../../client/vite.config.ts", import.meta.url));

const peers = { "cytoscape.js": "cytoscape", "vis-network": "vis-network/standalone", G6: "@antv/g6" };

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
    await build({ configFile, logLevel: "error", build: { outDir, emptyOutDir: true } });
    const sizes = await bundleSizes(outDir);
    const row = { size: "gzip", items: 1, unit: "KB" } as const;
    return [
      { ...row, what: "the ecosystem page's code", ours: sizes.page, peers: [], bar: budgets.page },
      {
        ...{ ...row, what: "the canvas's code", ours: sizes.canvas, bar: budgets.canvas },
        peers: await Promise.all(Object.entries(peers).map(([name, module]) => peerSize(name, module))),
      },
    ];
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}
