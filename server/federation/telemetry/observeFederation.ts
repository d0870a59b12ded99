import type { Meter } from "@opentelemetry/api";
import type { Mesh } from "../../mesh/connect.ts";
import type { EventConsumer } from "../../mesh/consume.ts";
import { loadProjectRows } from "../catalog/projectRows.ts";
import type { FederationContext } from "../context.ts";
import { createCountGauges, observeCounts } from "./observeCounts.ts";
import { createProjectGauges, observeProjects } from "./observeProjects.ts";
import { readCounts } from "./readCounts.ts";

/** What the process knows of itself. */
type Observed = {
  version: string;
  mesh: Pick<Mesh, "isConnected">;
  consumer: Pick<EventConsumer, "pending">;
};

/**
 * Observes the Meta Hub whenever somebody reads its metrics: two statements, however many projects, and one question to
 * the broker. What cannot be read is absent; the rest is told all the same.
 *
 * @returns how to end it: before the database is closed, which is no fault to tell of.
 */
export function observeFederation(
  meter: Meter,
  ctx: FederationContext,
  { version, mesh, consumer }: Observed,
): () => void {
  const gauge = (name: string, description: string) => meter.createObservableGauge(name, { description });
  const { pool } = ctx.db;
  let ended = false;

  gauge("fed_build_info", "Always 1; its label is the version.").addCallback((result) =>
    result.observe(1, { version }),
  );
  gauge("fed_mesh_connected", "1 while the mesh is connected, else 0.").addCallback((result) =>
    result.observe(mesh.isConnected() ? 1 : 0),
  );
  gauge("fed_live_clients", "Open subscriptions to changes.").addCallback((result) =>
    result.observe(ctx.changes.subscribers()),
  );
  gauge("fed_database_connections", "Connections to the database, and callers that wait for one.").addCallback(
    (result) => {
      result.observe(pool.totalCount - pool.idleCount, { state: "used" });
      result.observe(pool.idleCount, { state: "idle" });
      result.observe(pool.waitingCount, { state: "waiting" });
    },
  );
  gauge("fed_ingest_pending_events", "Events the broker has that are not committed here yet.").addCallback(
    async (result) => {
      const pending = ended ? null : await consumer.pending();
      if (pending !== null) result.observe(pending);
    },
  );

  const up = gauge("fed_database_up", "1 when the database answers, else 0.");
  const countGauges = createCountGauges(meter);
  const projects = createProjectGauges(meter);
  meter.addBatchObservableCallback(
    async (result) => {
      if (ended) return;
      try {
        const [rows, counts] = await Promise.all([loadProjectRows(ctx, {}), readCounts(pool, ctx.clock.now())]);
        observeProjects(result, projects, { projects: rows, audits: counts.audits });
        observeCounts(result, countGauges, counts);
        result.observe(up, 1);
      } catch {
        // That the database is away is logged where it is needed.
        result.observe(up, 0);
      }
    },
    [up, ...Object.values(countGauges), ...Object.values(projects)],
  );
  return () => {
    ended = true;
  };
}
