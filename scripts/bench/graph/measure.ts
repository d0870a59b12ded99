import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../../../e2e/harness/browser.ts";
import { type Measured, median, type Row } from "../row.ts";
import { bundlePage } from "./bundlePage.ts";
import type { DrawingName, Times } from "./page.ts";

/** Of the largest, peers are drawn once: they take up to half a minute for it, which says enough. */
const sizes = [
  { projects: 50, edges: 200, runs: 7, peerRuns: 5 },
  { projects: 500, edges: 2000, runs: 5, peerRuns: 3 },
  { projects: 5000, edges: 20_000, runs: 5, peerRuns: 1 },
];

const peers = { "cytoscape.js": "cytoscape", "vis-network": "visNetwork", G6: "g6" } as const;

/** What is measured of a drawing, and what is asked of ours at each size, in milliseconds. */
const rowsOf: { what: string; drawing: DrawingName; time: keyof Times; bars: (number | undefined)[]; alone?: true }[] =
  [
    { what: "map, renderer ready before the data", drawing: "warm", time: "draw", bars: [120, undefined, 1000] },
    { what: "map, everything after the data", drawing: "cold", time: "draw", bars: [] },
    { what: "another overlay", drawing: "warm", time: "overlay", bars: [300, 300, 300] },
    { what: "one live change", drawing: "warm", time: "change", bars: [] },
    { what: "one live change, the page's thread", drawing: "warm", time: "handed", bars: [5, 5, 5], alone: true },
  ];

const html = `<!doctype html><title>bench</title>
<style>body { margin: 0 } #host { position: relative; width: 1280px; height: 800px } .absolute { position: absolute } .inset-0 { inset: 0 }</style>
<div id="host"></div>`;

type Drawn = { drawing: DrawingName; projects: number; edges: number };

/** What a peer that cannot draw a size takes for it. */
const never: Times = {
  draw: Number.POSITIVE_INFINITY,
  overlay: Number.POSITIVE_INFINITY,
  change: Number.POSITIVE_INFINITY,
  handed: Number.POSITIVE_INFINITY,
};

/**
 * One drawing in a page of its own: what a person gets who opens the map, with nothing compiled before. A peer that ends in
 * an error of its own never draws: G6 5.1 does with 20,000 edges, whose shapes overflow its stack.
 */
async function drawOnce(browser: Browser, script: string, { drawing, projects, edges }: Drawn): Promise<Times> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  try {
    const failed = new Promise<Error>((resolve) => page.once("pageerror", resolve));
    await page.setContent(html);
    await page.addScriptTag({ content: script });
    const measured = page.evaluate(([name, nodes, links]) => window.measure(name, nodes, links), [
      drawing,
      projects,
      edges,
    ] as const);
    measured.catch(() => {});
    const end = await Promise.race([measured, failed]);
    if (!(end instanceof Error)) return end;
    if (Object.values<DrawingName>(peers).includes(drawing)) return never;
    throw end;
  } finally {
    await page.close();
  }
}

/**
 * The map of three sizes beside cytoscape.js, vis-network and G6, and a bare 2D canvas: the same data, places given, in the
 * same browser, which draws in software. Each runs in turn in a page of its own, and ends with a read of its canvas, so
 * that nobody is measured before the pixels are there. What a peer can leave out to be faster, it may.
 */
export async function measureGraph(): Promise<Row[]> {
  const script = await bundlePage(fileURLToPath(new URL("page.ts", import.meta.url)));
  const browser = await launchBrowser();
  try {
    const rows: Row[] = [];
    for (const [index, { runs, peerRuns, ...size }] of sizes.entries()) {
      const times = new Map<DrawingName, Times[]>();
      for (let run = 0; run < runs; run++) {
        const inTurn: DrawingName[] = ["warm", "cold", "bare", ...(run < peerRuns ? Object.values(peers) : [])];
        for (const drawing of inTurn) {
          const took = await drawOnce(browser, script, { drawing, ...size });
          times.set(drawing, [...(times.get(drawing) ?? []), took]);
        }
      }
      const middle = (drawing: DrawingName, time: keyof Times) =>
        median((times.get(drawing) ?? []).map((each) => each[time]));
      for (const { what, drawing, time, bars, alone } of rowsOf) {
        const beside: Measured[] = Object.entries(peers).map(([name, peer]) => ({ name, value: middle(peer, time) }));
        rows.push({
          ...{ what, size: `${size.projects}/${size.edges}`, items: size.projects + size.edges, unit: "ms" },
          ours: middle(drawing, time),
          peers: alone ? [] : beside,
          ...(alone ? {} : { limit: { name: "bare 2D canvas", value: middle("bare", time) } }),
          ...(bars[index] === undefined ? {} : { bar: bars[index] }),
        });
      }
    }
    const order = rowsOf.map(({ what }) => what);
    return rows.sort((a, b) => order.indexOf(a.what) - order.indexOf(b.what) || a.items - b.items);
  } finally {
    await browser.close();
  }
}
