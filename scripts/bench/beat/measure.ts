import { fileURLToPath } from "node:url";
import { palettes } from "../../../client/graph/palette.ts";
import { eventSubject } from "../../../contracts/subjects.ts";
import { launchBrowser } from "../../../e2e/harness/browser.ts";
import type { ChangeFeed } from "../../../server/federation/live/feed.ts";
import type { Mesh } from "../../../server/mesh/connect.ts";
import { createPublisher } from "../../../server/mesh/publish.ts";
import { systemClock } from "../../../server/platform/clock.ts";
import { Lifecycle } from "../../../server/platform/lifecycle.ts";
import { silentLog } from "../../../server/platform/log.ts";
import { buildClient } from "../../build.ts";
import { fillCatalog } from "../api/fill.ts";
import { serveHub } from "../api/serve.ts";
import { prepareIngest } from "../ingest/prepare.ts";
import { signInLink } from "../live/signInLink.ts";
import { watch } from "../live/watch.ts";
import { median, type Row } from "../row.ts";
import { keepPixels, untilPixel } from "./pixels.ts";

const sizes = [50, 500, 5000];
const beats = 40;
const warmUps = 5;
/** What the slowest but a twentieth of all beats may take, in milliseconds. */
const barMs = 250;
/** Between two beats, so that each comes to a hub and a page at rest. */
const restMs = 400;

const clientDir = fileURLToPath(new URL("../../../client/dist", import.meta.url));

const whats = [
  "heartbeat → changed pixel, p95",
  "heartbeat → its notice leaves the hub",
  "its notice → changed pixel",
] as const;

type Hops = { told: number; shown: number; all: number };

/** When a project's row goes out to the pages, in milliseconds since 1970. */
async function untilTold(changes: ChangeFeed, slug: string): Promise<number> {
  const ended = new AbortController();
  for await (const { notice } of changes.subscribe({ signal: ended.signal })) {
    if (notice.type !== "projects" || !notice.projects.some((project) => project.slug === slug)) continue;
    ended.abort();
    return now();
  }
  throw new Error("the feed ended");
}

const now = () => performance.timeOrigin + performance.now();

/** Says how a project is, as its hub would. */
function startPulses(lifecycle: Lifecycle, mesh: Mesh): (slug: string, isDegraded: boolean) => void {
  const publishers = new Map<string, ReturnType<typeof createPublisher>>();
  lifecycle.onStop("publishers", async () => {
    for (const publisher of publishers.values()) await publisher.close();
  });
  return (slug, isDegraded) => {
    const meshNs = `${slug}.mesh`;
    const publisher = publishers.get(slug) ?? createPublisher({ mesh, meshNs, clock: systemClock, log: silentLog });
    publishers.set(slug, publisher);
    publisher.publishPulse(eventSubject.health(meshNs, `${slug}-1`), {
      status: isDegraded ? "degraded" : "ok",
      ...{ latencyMs: 3, degradedReasons: isDegraded ? ["disk"] : [], sampleAt: new Date().toISOString() },
    });
  };
}

/**
 * From a heartbeat to the changed pixel: a project says that it is degraded, or well again, and the open map shows it. The
 * real hub, mesh, database and page, at rest before each beat. The page's part ends when the disc itself has the colour.
 */
export async function measureBeat(): Promise<Row[]> {
  const lifecycle = new Lifecycle(silentLog);
  try {
    await buildClient();
    const prepared = await prepareIngest(lifecycle);
    const { ctx, mesh } = prepared;
    const { origin, key } = await serveHub(lifecycle, prepared, clientDir);
    const send = startPulses(lifecycle, mesh);
    const browser = await launchBrowser();
    lifecycle.onStop("browser", () => browser.close());
    const rows: Row[] = [];
    for (const size of sizes) {
      await fillCatalog(ctx.db.pool, size);
      const context = await browser.newContext({ colorScheme: "light" });
      await keepPixels(context);
      const { page } = await watch(context, await signInLink(origin, key));
      // A ring around each project that will change says where its disc is.
      const changing = Array.from({ length: Math.ceil((warmUps + beats) / 2) }, (_, index) => `p${1 + index}`);
      await page.goto(`${origin}/ecosystem?${changing.map((slug) => `pick=${slug}`).join("&")}`);
      await page.getByText(`${changing.length} picked`).waitFor();
      await page
        .locator("[role=application] > div.rounded-full")
        .nth(changing.length - 1)
        .waitFor();
      const hops: Hops[] = [];
      for (let beat = 0; beat < warmUps + beats; beat++) {
        await Bun.sleep(restMs);
        const isDegraded = beat % 2 === 0;
        // Each project once there and back: one that changes again and again is flapping.
        const slug = `p${1 + Math.floor(beat / 2)}`;
        const told = untilTold(ctx.changes, slug);
        const color = palettes.light.status[isDegraded ? "degraded" : "online"];
        const shown = untilPixel(page, { picked: Math.floor(beat / 2), color });
        // The page must be looking before there is something to see.
        await page.evaluate(() => {});
        const sentAt = now();
        send(slug, isDegraded);
        const [toldAt, shownAt] = await Promise.all([told, shown]);
        if (beat >= warmUps) hops.push({ told: toldAt - sentAt, shown: shownAt - toldAt, all: shownAt - sentAt });
      }
      await context.close();
      rows.push(...rowsOf(size, hops));
    }
    return whats.flatMap((what) => rows.filter((row) => row.what === what));
  } finally {
    await lifecycle.stop();
  }
}

function rowsOf(projects: number, hops: readonly Hops[]): Row[] {
  const row = { size: projects.toLocaleString("en"), items: projects, unit: "ms", peers: [] } as const;
  const slowest = hops.map(({ all }) => all).sort((a, b) => a - b);
  const p95 = slowest[Math.ceil(0.95 * slowest.length) - 1] ?? 0;
  const [p95What, toldWhat, shownWhat] = whats;
  return [
    { ...row, what: p95What, ours: p95, bar: barMs },
    { ...row, what: toldWhat, ours: median(hops.map(({ told }) => told)) },
    { ...row, what: shownWhat, ours: median(hops.map(({ shown }) => shown)) },
  ];
}
