import { AckPolicy, type JsMsg, jetstream, jetstreamManager } from "@nats-io/jetstream";
import type { PoolClient } from "pg";
import { eventStream } from "../../../contracts/subjects.ts";
import type { FederationContext } from "../../../server/federation/context.ts";
import { createIngest } from "../../../server/federation/ingest/ingestBatch.ts";
import type { Mesh } from "../../../server/mesh/connect.ts";
import { type MeshEvent, parseEvent } from "../../../server/mesh/parseEvent.ts";
import { rawFromStream } from "../../../server/mesh/rawMessage.ts";
import { table } from "../../cli/table.ts";

const batch = 4000;

/** Where the time of ingest goes, one hop after the other: microseconds an event and share, as a table. */
export async function measureHops(mesh: Mesh, ctx: FederationContext, count: number): Promise<string> {
  const hops = new Map<string, number>();
  const add = (hop: string, started: number) => {
    const took = performance.now() - started;
    hops.set(hop, (hops.get(hop) ?? 0) + took);
    return took;
  };
  const name = `bench-${crypto.randomUUID()}`;
  const manager = await jetstreamManager(mesh.nc);
  await manager.consumers.add(eventStream.name, {
    ...{ durable_name: name, ack_policy: AckPolicy.Explicit, max_ack_pending: count },
  });
  let started = performance.now();
  const messages = await fetchAll(mesh, name, count);
  add("fetch", started);

  started = performance.now();
  const events = messages.flatMap((message): MeshEvent[] => {
    const parsed = parseEvent(rawFromStream(message));
    return parsed.ok ? [parsed.event] : [];
  });
  add("parse", started);

  let inSql = 0;
  const watch = (client: PoolClient) => {
    const { query } = client;
    // The driver's own method, with a clock around it; put back when the connection is.
    const timed = async (...args: Parameters<typeof query>) => {
      const before = performance.now();
      const result = await Reflect.apply(query, client, args);
      const [statement] = args as unknown as [string | { name?: string; text: string }];
      inSql += add(
        `SQL ${typeof statement === "string" ? statement.slice(0, 30) : (statement.name ?? statement.text.slice(0, 30))}`,
        before,
      );
      return result;
    };
    Object.assign(client, { query: timed });
  };
  ctx.db.pool.on("acquire", watch);
  const unwatch = (_error: Error, client: PoolClient) => Reflect.deleteProperty(client, "query");
  ctx.db.pool.on("release", unwatch);
  const ingest = createIngest(ctx);
  for (let first = 0; first < events.length; first += batch) {
    const before = performance.now();
    inSql = 0;
    await ingest({ events: events.slice(first, first + batch), rejected: [] });
    hops.set("identify, coalesce", (hops.get("identify, coalesce") ?? 0) + performance.now() - before - inSql);
  }
  ctx.db.pool.off("acquire", watch);
  ctx.db.pool.off("release", unwatch);

  started = performance.now();
  for (const message of messages) message.ack();
  await mesh.nc.flush();
  add("ack", started);
  await manager.consumers.delete(eventStream.name, name);

  const all = [...hops.values()].reduce((sum, ms) => sum + ms, 0);
  const line = (hop: string, ms: number) => [
    hop,
    `${((ms * 1000) / count).toFixed(2)} µs`,
    `${((ms / all) * 100).toFixed(0)} %`,
  ];
  return table([
    ["hop", "an event", "share"],
    ...[...hops].map(([hop, ms]) => line(hop, ms)),
    line("all, one after the other", all),
  ]).join("\n");
}

async function fetchAll(mesh: Mesh, name: string, count: number): Promise<JsMsg[]> {
  const consumer = await jetstream(mesh.nc).consumers.get(eventStream.name, name);
  const messages: JsMsg[] = [];
  for await (const message of await consumer.consume({ max_messages: batch })) {
    messages.push(message);
    if (messages.length === count) break;
  }
  return messages;
}
