import { readFile } from "node:fs/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { changeNotice } from "../../../contracts/changes.ts";

/** The page as a person has it open, and what can be read of it from outside. */
export type Watched = {
  page: Page;
  /** Bytes of its heap that something still holds. */
  heldBytes(): Promise<number>;
  /** Every number of audits that came over the stream so far, by project. */
  received: ReadonlyMap<string, ReadonlySet<number>>;
  /** The number that the page itself has for each project, as it saves them. */
  shown(): Promise<Map<string, number>>;
};

/** Opens the map, signed in, and listens to what its stream brings. */
export async function watch(browser: Browser | BrowserContext, link: string): Promise<Watched> {
  const page = await browser.newPage();
  await page.setViewportSize({ width: 1280, height: 800 });
  const cdp = await page.context().newCDPSession(page);
  const received = new Map<string, Set<number>>();
  cdp.on("Network.eventSourceMessageReceived", ({ data }) => {
    const notice = changeNotice.safeParse(asJson(data)).data;
    for (const { slug, kpis } of notice?.type === "projects" ? notice.projects : []) {
      if (kpis.auditsOk !== null) received.set(slug, (received.get(slug) ?? new Set()).add(kpis.auditsOk));
    }
  });
  await cdp.send("Network.enable");
  await cdp.send("HeapProfiler.enable");
  await page.goto(link);
  await page.getByRole("application").waitFor();
  return {
    page,
    received,
    async heldBytes() {
      // What the first collection finalises, the second frees.
      for (let times = 0; times < 2; times++) await cdp.send("HeapProfiler.collectGarbage");
      return (await cdp.send("Runtime.getHeapUsage")).usedSize;
    },
    shown: () => savedNumbers(page),
  };
}

/** A line of the stream as JSON; pings are none. */
function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Switches to the table, which shows the same cache, and saves it. */
async function savedNumbers(page: Page): Promise<Map<string, number>> {
  await page.keyboard.press("t");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save as CSV" }).click(),
  ]);
  const [head = "", ...rows] = (await readFile(await download.path(), "utf8")).trim().split("\r\n");
  const columns = head.split(",");
  return new Map(
    rows.map((row) => {
      const cells = row.split(",");
      return [cells[columns.indexOf("slug")] ?? "", Number(cells[columns.indexOf("auditsOk")])];
    }),
  );
}
