import { fileURLToPath } from "node:url";
import { launchBrowser } from "../../../e2e/harness/browser.ts";
import { Lifecycle } from "../../../server/platform/lifecycle.ts";
import { silentLog } from "../../../server/platform/log.ts";
import { buildClient } from "../../build.ts";
import { fillCatalog } from "../api/fill.ts";
import { serveHub } from "../api/serve.ts";
import { prepareIngest } from "../ingest/prepare.ts";
import type { Row } from "../row.ts";
import { startTelling } from "./publish.ts";
import { signInLink } from "./signInLink.ts";
import { watch } from "./watch.ts";

const projects = 50;
const changesPerSecond = 50;
const seconds = 60;
/** Until caches and compiled code have the size that they keep. */
const warmUpSeconds = 15;
const patienceMs = 10_000;

const clientDir = fileURLToPath(new URL("../../../client/dist", import.meta.url));

/**
 * The real page on a real Meta Hub, with changes that come as they come in life: from hubs, over the mesh, through the
 * database and the stream. Every one has to reach the page, and a minute of them may leave nothing in its memory.
 */
export async function measureLive(): Promise<Row[]> {
  const lifecycle = new Lifecycle(silentLog);
  try {
    await buildClient();
    const prepared = await prepareIngest(lifecycle);
    await fillCatalog(prepared.ctx.db.pool, projects);
    const { origin, key } = await serveHub(lifecycle, prepared, clientDir);
    const slugs = Array.from({ length: projects }, (_, index) => `p${index + 1}`);
    const { tell } = startTelling(lifecycle, prepared.mesh, slugs);
    const browser = await launchBrowser();
    lifecycle.onStop("browser", () => browser.close());
    const page = await watch(browser, await signInLink(origin, key));

    const warmUp = await tell(warmUpSeconds, changesPerSecond);
    await arrived(page.received, warmUp);
    const before = await page.heldBytes();
    const told = await tell(seconds, changesPerSecond);
    await arrived(page.received, told);
    const grownBytes = (await page.heldBytes()) - before;
    const shown = await page.shown();

    const missing = [...told].flatMap(([slug, numbers]) =>
      numbers.filter((each) => !page.received.get(slug)?.has(each)),
    );
    const stale = [...told].filter(([slug, numbers]) => shown.get(slug) !== numbers.at(-1));
    const size = `${changesPerSecond}/s, ${seconds} s`;
    const items = changesPerSecond * seconds;
    return [
      {
        what: "live changes that did not reach the page",
        size,
        items,
        unit: "lost",
        ours: missing.length,
        peers: [],
        bar: 0,
      },
      {
        what: "projects that the page shows as they were",
        size,
        items,
        unit: "lost",
        ours: stale.length,
        peers: [],
        bar: 0,
      },
      { what: "the page's memory, grown by", size, items, unit: "MiB", ours: grownBytes / 2 ** 20, peers: [], bar: 2 },
    ];
  } finally {
    await lifecycle.stop();
  }
}

/** Waits until the last change of each project has come, or no longer than is reasonable: what is missing then is lost. */
async function arrived(
  received: ReadonlyMap<string, ReadonlySet<number>>,
  told: ReadonlyMap<string, readonly number[]>,
) {
  const deadline = performance.now() + patienceMs;
  const isThere = () => [...told].every(([slug, numbers]) => received.get(slug)?.has(numbers.at(-1) ?? 0));
  while (!isThere() && performance.now() < deadline) await Bun.sleep(50);
}
