import { Elysia } from "elysia";
import { scrapeType } from "../platform/telemetry/scrape.ts";
import type { Telemetry } from "../platform/telemetry/start.ts";

/** `GET /metrics` for Prometheus. Who may read it is for whoever mounts it to decide: it names projects. */
export const metricsRoute = ({ scrape }: Pick<Telemetry, "scrape">) =>
  new Elysia().get(
    "/metrics",
    async () => new Response(await scrape(), { headers: { "content-type": scrapeType, "cache-control": "no-store" } }),
  );
