import { fileURLToPath } from "node:url";
import { Lifecycle } from "../../../server/platform/lifecycle.ts";
import { silentLog } from "../../../server/platform/log.ts";
import { prepareIngest } from "../ingest/prepare.ts";
import { median, type Row } from "../row.ts";
import { fillCatalog } from "./fill.ts";
import { serveBytes, serveHub } from "./serve.ts";

/** Projects, and how many requests a run makes: of REST, and of tRPC, whose answers carry everything that is known. */
const sizes = [
  { projects: 50, rest: 4000, trpc: 500 },
  { projects: 500, rest: 2000, trpc: 100 },
  { projects: 5000, rest: 200, trpc: 32 },
];
const runs = 3;
/** Runs that are not counted, first: a hub runs for weeks, and its code is compiled by then. */
const warmUps = 3;
const atOnce = 8;

type Read = {
  what: string;
  path: string;
  kind: "rest" | "trpc";
  /** What is asked of a size, in milliseconds, given what the same bytes take. */
  bars?: Record<number, (limitMs: number) => number>;
};

const reads: Read[] = [
  {
    ...{ what: "GET /api/fed/projects", path: "/api/fed/projects", kind: "rest" },
    bars: { 50: (limitMs) => 2 * limitMs, 5000: () => 25 },
  },
  { what: "GET /api/fed/graph", path: "/api/fed/graph", kind: "rest" },
  { what: "tRPC projects.list", path: "/trpc/projects.list", kind: "trpc" },
  { what: "tRPC graph.ecosystem", path: "/trpc/graph.ecosystem", kind: "trpc" },
];

const load = fileURLToPath(new URL("load.ts", import.meta.url));

/** Milliseconds a request, asked eight at a time by a process of its own. */
async function timeOf(url: string, key: string, requests: number): Promise<number> {
  const input = JSON.stringify({ url, key, requests, atOnce });
  const child = Bun.spawn([process.execPath, load, input], { stdout: "pipe", stderr: "inherit" });
  const output = await new Response(child.stdout).text();
  if ((await child.exited) !== 0) throw new Error(`${url} could not be measured`);
  return Number(output);
}

/**
 * The reads of the Meta Hub over HTTP with a key, eight at a time, beside a route that answers the same bytes. REST answers
 * are shared for a second; tRPC reads for all who wait, and writes each answer anew.
 */
export async function measureApi(): Promise<Row[]> {
  const lifecycle = new Lifecycle(silentLog);
  try {
    const prepared = await prepareIngest(lifecycle);
    const { origin, key } = await serveHub(lifecycle, prepared);
    const rows: Row[] = [];
    for (const { what, path, kind, bars } of reads) {
      for (const { projects, [kind]: requests } of sizes) {
        await fillCatalog(prepared.ctx.db.pool, projects);
        const body = await (await fetch(origin + path, { headers: { "x-api-key": key } })).text();
        const constant = serveBytes(body);
        for (const url of [constant.origin, origin + path]) await timeOf(url, key, warmUps * requests);
        const times = { ours: [] as number[], limit: [] as number[] };
        for (let run = 0; run < runs; run++) {
          times.limit.push(await timeOf(constant.origin, key, requests));
          times.ours.push(await timeOf(origin + path, key, requests));
        }
        await constant.stop();
        const limitMs = median(times.limit);
        const bar = bars?.[projects]?.(limitMs);
        rows.push({
          ...{ what, size: projects.toLocaleString("en"), items: projects, unit: "ms", ours: median(times.ours) },
          peers: [],
          limit: { name: "the same bytes", value: limitMs },
          ...(bar === undefined ? {} : { bar }),
        });
      }
    }
    return rows;
  } finally {
    await lifecycle.stop();
  }
}
