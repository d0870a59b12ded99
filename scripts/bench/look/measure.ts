import { fileURLToPath } from "node:url";
import { launchBrowser } from "../../../e2e/harness/browser.ts";
import { loadProjectRows } from "../../../server/federation/catalog/projectRows.ts";
import type { FederationContext } from "../../../server/federation/context.ts";
import { loadEdgeRows } from "../../../server/federation/integrations/edgeRows.ts";
import { Lifecycle } from "../../../server/platform/lifecycle.ts";
import { silentLog } from "../../../server/platform/log.ts";
import { fillCatalog } from "../api/fill.ts";
import { serveHub } from "../api/serve.ts";
import { bundlePage } from "../graph/bundlePage.ts";
import { prepareIngest } from "../ingest/prepare.ts";
import { median, type Row } from "../row.ts";
import type { PageHops } from "./page.ts";

const sizes = [50, 500, 5000];
const runs = 5;

type ServerHops = { projects: number; edges: number; written: number };
type Hops = ServerHops & PageHops;

/** In the order in which they come. */
const hopsInOrder: [hop: keyof Hops, what: string][] = [
  ["projects", "first look, hub: read projects, score risks"],
  ["edges", "first look, hub: read proofs, judge edges"],
  ["written", "first look, hub: write the answer"],
  ["answered", "first look, page: asked → answer begins"],
  ["received", "first look, page: → all of it is here"],
  ["parsed", "first look, page: → parsed"],
  ["handed", "first look, page: → handed to the graphics driver"],
  ["drawn", "first look, page: → pixels"],
];

/** What the hub does for one answer, each part alone. */
async function readOnce(ctx: FederationContext): Promise<ServerHops> {
  const times = [performance.now()];
  const lap = () => void times.push(performance.now());
  const projects = await loadProjectRows(ctx, {});
  lap();
  const edges = await loadEdgeRows(ctx, {});
  lap();
  JSON.stringify({ projects, edges });
  lap();
  const [start = 0, first = 0, second = 0, third = 0] = times;
  return { projects: first - start, edges: second - first, written: third - second };
}

/**
 * Where the time goes between asking for the map and seeing it: the parts that the hub's answer takes, then the hops in the
 * browser, which begin with all of those. The real hub, database and renderer, four edges a project.
 */
export async function measureLook(): Promise<Row[]> {
  const lifecycle = new Lifecycle(silentLog);
  try {
    const prepared = await prepareIngest(lifecycle);
    const { origin, key } = await serveHub(lifecycle, prepared);
    const browser = await launchBrowser();
    lifecycle.onStop("browser", () => browser.close());
    const script = await bundlePage(fileURLToPath(new URL("page.ts", import.meta.url)));
    const rows: Row[] = [];
    for (const size of sizes) {
      await fillCatalog(prepared.ctx.db.pool, size);
      const hops: Hops[] = [];
      for (let run = 0; run < runs; run++) {
        // The hub's own page, so that asking is asking the same origin; its policy would refuse a script of ours.
        const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, bypassCSP: true });
        await page.goto(`${origin}/login`);
        await page.addScriptTag({ content: script });
        const url = `${origin}/trpc/graph.ecosystem`;
        const inPage = await page.evaluate(([at, secret]) => window.look(at, secret), [url, key] as const);
        await page.close();
        hops.push({ ...(await readOnce(prepared.ctx)), ...inPage });
      }
      for (const [hop, what] of hopsInOrder) {
        const ours = median(hops.map((each) => each[hop]));
        rows.push({ what, size: size.toLocaleString("en"), items: size, unit: "ms", ours, peers: [] });
      }
    }
    const order = hopsInOrder.map(([, what]) => what);
    return rows.sort((a, b) => order.indexOf(a.what) - order.indexOf(b.what) || a.items - b.items);
  } finally {
    await lifecycle.stop();
  }
}
