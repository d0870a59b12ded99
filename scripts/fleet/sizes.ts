import { jetstreamManager } from "@nats-io/jetstream";
import { Client } from "pg";
import { eventStream } from "../../contracts/subjects.ts";
import type { Mesh } from "../../server/mesh/connect.ts";
import type { FleetSystem } from "./metaHub.ts";

/** What grows with the federation: an answer, in bytes, or in rows too a table with its indexes, or the event stream. */
export type Size = { what: string; rows: number | null; bytes: number };

const answers = ["/api/fed/projects", "/api/fed/graph", "/trpc/projects.list", "/trpc/graph.ecosystem"];

/** Partitions count as the table that they are parts of, which has no size of its own. */
const tables = `
select root.relname as what, (pg_total_relation_size(root.oid) + coalesce(sum(pg_total_relation_size(part.inhrelid)), 0))::float8 as bytes
from pg_class root left join pg_inherits part on part.inhparent = root.oid
where root.oid in ('commandcenter_fed."ProjectMetric"'::regclass, 'commandcenter_fed."ProjectMetricHour"'::regclass)
group by root.oid, root.relname order by 1`;

/** How large the answers of the first Meta Hub, the event stream and the tables of samples are now. */
export async function measureSizes({ metaHubs, apiKey, databaseUrl }: FleetSystem, mesh: Mesh): Promise<Size[]> {
  const headers = { "X-API-Key": apiKey };
  const bodies = answers.map(async (path): Promise<Size> => {
    const answer = await fetch(new URL(path, metaHubs[0].url), { headers });
    return { what: path, rows: null, bytes: (await answer.arrayBuffer()).byteLength };
  });
  const { state } = await (await jetstreamManager(mesh.nc)).streams.info(eventStream.name);
  const stream = { what: eventStream.name, rows: state.messages, bytes: state.bytes };
  return [...(await Promise.all(bodies)), stream, ...(await measureTables(databaseUrl))];
}

async function measureTables(databaseUrl: string): Promise<Size[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ what: string; bytes: number }>(tables);
    const sizes: Size[] = [];
    for (const { what, bytes } of rows) {
      const counted = await client.query<{ rows: number }>(
        `select count(*)::int as rows from commandcenter_fed."${what}"`,
      );
      sizes.push({ what, bytes, rows: counted.rows[0]?.rows ?? 0 });
    }
    return sizes;
  } finally {
    await client.end();
  }
}
