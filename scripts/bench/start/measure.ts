import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../../../e2e/harness/browser.ts";
import { buildClient } from "../../build.ts";
import { findFreeRange } from "../../embedded/freePort.ts";
import { median, type Row } from "../row.ts";
import { untilShown } from "./untilShown.ts";

const checkout = fileURLToPath(new URL("../../../", import.meta.url));

/** The Meta Hub and the three sample projects. */
const ports = 4;
const samples = 3;
/** After the first one, which makes the databases. */
const starts = 3;
/** From the command to the drawn graph, in milliseconds, where databases are made already. */
const barMs = 5000;

/** From the command to the link it prints, and from there to the graph of all samples, online, in the browser. */
type Times = { link: number; drawn: number };

async function startOnce(browser: Browser, dataDir: string, port: number): Promise<Times> {
  const begun = performance.now();
  const start = Bun.spawn([process.execPath, "run", "start", "--no-open", "--port", String(port)], {
    ...{ cwd: checkout, stdin: "ignore", stdout: "pipe", stderr: "ignore" },
    env: { ...process.env, FED_DATA_DIR: dataDir, NO_COLOR: "1" },
  });
  try {
    const link = await printedLink(start.stdout);
    const linked = performance.now();
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(link);
    await page.getByRole("application").waitFor();
    await untilShown(page, { status: "Online", count: samples });
    await page.close();
    return { link: linked - begun, drawn: performance.now() - linked };
  } finally {
    start.kill("SIGTERM");
    await start.exited;
  }
}

async function printedLink(output: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  let said = "";
  for await (const chunk of output.pipeThrough(new TextDecoderStream())) {
    said += chunk;
    const link = /^\s*(http:\/\/\S+)\s+Ready in/m.exec(said)?.[1];
    if (link !== undefined) return link;
  }
  throw new Error(`The system did not start. It said:\n${said}`);
}

/** `bun start` on an installed checkout whose page is built: the first time, and then on what it has left. */
export async function measureStart(): Promise<Row[]> {
  await buildClient();
  const folder = await mkdtemp(join(tmpdir(), "fed-bench-"));
  // As root, PostgreSQL runs as another user, who must be able to enter.
  await chmod(folder, 0o755);
  const browser = await launchBrowser();
  try {
    const port = await findFreeRange(ports);
    const once = () => startOnce(browser, join(folder, "data"), port);
    const first = await once();
    const others: Times[] = [];
    for (let run = 0; run < starts; run++) others.push(await once());
    const row = { size: `${samples} projects`, items: samples, unit: "ms", peers: [] } as const;
    const whole = ({ link, drawn }: Times) => link + drawn;
    return [
      { ...row, what: "start, first time → graph drawn", ours: whole(first) },
      { ...row, what: "start, again → graph drawn", ours: median(others.map(whole)), bar: barMs },
      { ...row, what: "start, again → link printed", ours: median(others.map(({ link }) => link)) },
      { ...row, what: "link opened → graph drawn", ours: median(others.map(({ drawn }) => drawn)) },
    ];
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}
