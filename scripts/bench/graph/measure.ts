import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../../../e2e/harness/browser.ts";
import { median, type Row } from "../row.ts";
import type { drawings } from "./draw.ts";

const sizes = [
  { projects: 10, edges: 40, runs: 7 },
  { projects: 50, edges: 200, runs: 7 },
  { projects: 500, edges: 2000, runs: 5 },
  // One run is enough to see the order of magnitude, and the peer alone takes half a minute for it.
  { projects: 5000, edges: 20_000, runs: 1 },
];

const html = `<!doctype html><title>bench</title>
<style>body { margin: 0 } #host { position: relative; width: 1280px; height: 800px } .absolute { position: absolute } .inset-0 { inset: 0 }</style>
<div id="host"></div>`;

async function bundle(): Promise<string> {
  const { outputs } = await Bun.build({
    entrypoints: [fileURLToPath(new URL("page.ts", import.meta.url))],
    target: "browser",
    minify: true,
  });
  const [output] = outputs;
  if (output === undefined) throw new Error("the bench page did not build");
  return output.text();
}

type Drawn = { drawing: keyof typeof drawings; projects: number; edges: number };

/** One drawing in a page of its own: what a person gets who opens the map, with nothing compiled before. */
async function drawOnce(browser: Browser, script: string, { drawing, projects, edges }: Drawn): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  try {
    await page.setContent(html);
    await page.addScriptTag({ content: script });
    return await page.evaluate(([name, nodes, links]) => window.measure(name, nodes, links), [
      drawing,
      projects,
      edges,
    ] as const);
  } finally {
    await page.close();
  }
}

/** The map of four sizes, from data in hand to pixels, beside cytoscape.js (canvas) and a bare 2D canvas. */
export async function measureGraph(): Promise<Row[]> {
  const script = await bundle();
  const browser = await launchBrowser();
  try {
    const rows: Row[] = [];
    for (const { runs, ...size } of sizes) {
      const times = { warm: [], cold: [], cytoscape: [], bare: [] } as Record<keyof typeof drawings, number[]>;
      for (let run = 0; run < runs; run++) {
        for (const drawing of ["warm", "cold", "cytoscape", "bare"] as const) {
          times[drawing].push(await drawOnce(browser, script, { drawing, ...size }));
        }
      }
      for (const [what, ours] of [
        ["map, renderer ready before the data", times.warm],
        ["map, everything after the data", times.cold],
      ] as const) {
        rows.push({
          what,
          size: `${size.projects}/${size.edges}`,
          items: size.projects + size.edges,
          unit: "ms",
          ours: median(ours),
          peer: { name: "cytoscape.js", value: median(times.cytoscape) },
          limit: { name: "bare 2D canvas", value: median(times.bare) },
        });
      }
    }
    return rows.sort((a, b) => b.what.localeCompare(a.what) || a.items - b.items);
  } finally {
    await browser.close();
  }
}
