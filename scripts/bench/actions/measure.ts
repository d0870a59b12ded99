import { jetstreamManager } from "@nats-io/jetstream";
import { eventStream, inboxPrefix } from "../../../contracts/subjects.ts";
import { connectMesh } from "../../../server/mesh/connect.ts";
import { Lifecycle } from "../../../server/platform/lifecycle.ts";
import { silentLog as log } from "../../../server/platform/log.ts";
import { prepareIngest } from "../ingest/prepare.ts";
import { median, type Row } from "../row.ts";
import { fanOut, type Spans } from "./fanOut.ts";
import { meshNsOf, startBenchHubs } from "./hubs.ts";
import { oneByOne } from "./oneByOne.ts";
import { rawMessages } from "./rawMessages.ts";

const largest = 1000;
const sizes = [10, 100, largest];
const runs = 3;

/** What the largest fan-out may take, in milliseconds. */
const bars: Spans = { dispatched: 1000, received: 5000 };

const parts = {
  dispatched: "fan-out, start to all dispatched",
  received: "fan-out, start to all receipts stored",
} as const;

/**
 * A sweep of simulated hubs over a real broker, from its start until each has its action, and until the last receipt is
 * stored. Beside the same run with one UPDATE and COMMIT a message, and beside bare messages of the same bytes. The hubs
 * share this process, so what they take is in all three.
 */
export async function measureActions(): Promise<Row[]> {
  const lifecycle = new Lifecycle(log);
  try {
    const { mesh, broker, ctx, rootKey } = await prepareIngest(lifecycle);
    const slugs = Array.from({ length: largest }, (_, index) => `hub-${index}`);
    await ctx.db.prisma.projectCatalog.createMany({
      data: slugs.map((slug) => ({
        ...{ slug, name: slug, meshNs: meshNsOf(slug), hubUrl: "http://127.0.0.1:9", origin: "declared" },
        ...{ status: "online", allowFanout: ["audit.security"] },
      })),
    });
    const fleet = await connectMesh({ ...broker, name: "fleet", inboxPrefix: inboxPrefix("fleet"), log });
    lifecycle.onStop("fleet", fleet.close);
    const hubs = await startBenchHubs(fleet, rootKey, slugs);
    lifecycle.onStop("hubs", hubs.stop);
    const manager = await jetstreamManager(mesh.nc);
    const ways: Record<"ours" | "peer" | "limit", (some: readonly string[]) => Promise<Spans>> = {
      ours: (some) => fanOut({ ctx, mesh, hubs }, some),
      peer: (some) => oneByOne({ ctx, mesh, hubs }, some),
      limit: (some) => rawMessages(mesh, fleet, some),
    };
    const measure = async (way: keyof typeof ways, some: readonly string[]) => {
      await manager.streams.purge(eventStream.name);
      return await ways[way](some);
    };
    // What is loaded, compiled and created once does not belong to any size.
    for (const way of ["ours", "peer", "limit"] as const) await measure(way, slugs.slice(0, 100));

    const rows: Row[] = [];
    for (const size of sizes) {
      const some = slugs.slice(0, size);
      const spans: Record<keyof typeof ways, Spans[]> = { ours: [], peer: [], limit: [] };
      for (let run = 0; run < runs; run++) {
        for (const way of ["ours", "peer", "limit"] as const) spans[way].push(await measure(way, some));
      }
      for (const part of ["dispatched", "received"] as const) {
        const of = (way: keyof typeof ways) => median(spans[way].map((span) => span[part]));
        rows.push({
          ...{
            what: parts[part],
            size: `${size.toLocaleString("en")} hubs`,
            items: size,
            unit: "ms",
            ours: of("ours"),
          },
          peers: [{ name: "one by one", value: of("peer") }],
          limit: { name: "bare messages", value: of("limit") },
          ...(size === largest ? { bar: bars[part] } : {}),
        });
      }
    }
    return rows;
  } finally {
    await lifecycle.stop();
  }
}
