import { fileURLToPath } from "node:url";
import { Lifecycle } from "../../../server/platform/lifecycle.ts";
import { silentLog } from "../../../server/platform/log.ts";
import { prepareIngest } from "../ingest/prepare.ts";
import { median, type Row } from "../row.ts";
import { fillCatalog } from "./fill.ts";
import { serveBytes, serveHub } from "./serve.ts";

/** Projects, and how many requests a run makes. tRPC, which reads the database each time, is asked fewer times. */
const sizes = [
  { projects: 50, requests: 4000, calls: 500 },
  { projects: 500, requests: 2000, calls: 100 },
  { projects: 5000, requests: 200, calls: 16 },
];
const runs = 3;
const atOnce = 8;

const reads = [
  { what: "GET /api/fed/projects", rest: "/api/fed/projects", trpc: "/trpc/projects.list" },
  { what: "GET /api/fed/graph", rest: "/api/fed/graph", trpc: "/trpc/graph.ecosystem" },
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
 * The reads of the Meta Hub over HTTP with a key: REST, whose answers are shared for a second, beside tRPC, which reads
 * each time, beside a route that answers the same bytes.
 */
export async function measureApi(): Promise<Row[]> {
  const lifecycle = new Lifecycle(silentLog);
  try {
    const prepared = await prepareIngest(lifecycle);
    const { origin, key } = await serveHub(lifecycle, prepared);
    const rows: Row[] = [];
    for (const { what, rest, trpc } of reads) {
      for (const { projects, requests, calls } of sizes) {
        await fillCatalog(prepared.ctx.db.pool, projects);
        const body = await (await fetch(origin + rest, { headers: { "x-api-key": key } })).text();
        const constant = serveBytes(body);
        const times = { ours: [] as number[], peer: [] as number[], limit: [] as number[] };
        for (let run = 0; run < runs; run++) {
          times.limit.push(await timeOf(constant.origin, key, requests));
          times.ours.push(await timeOf(origin + rest, key, requests));
          times.peer.push(await timeOf(origin + trpc, key, calls));
        }
        await constant.stop();
        rows.push({
          ...{ what, size: projects.toLocaleString("en"), items: projects, unit: "ms", ours: median(times.ours) },
          peer: { name: "tRPC", value: median(times.peer) },
          limit: { name: "the same bytes", value: median(times.limit) },
        });
      }
    }
    return rows;
  } finally {
    await lifecycle.stop();
  }
}
