import { z } from "zod";

const attributes = z
  .array(z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) }))
  .default([])
  .transform((pairs) => Object.fromEntries(pairs.map(({ key, value }) => [key, Object.values(value)[0]])));
const resource = z.object({ attributes });
const span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  attributes,
  links: z.array(z.object({ traceId: z.string(), spanId: z.string() })).default([]),
});
const traces = z.object({
  resourceSpans: z.array(z.object({ resource, scopeSpans: z.array(z.object({ spans: z.array(span) })) })),
});
const metrics = z.object({
  resourceMetrics: z.array(
    z.object({
      resource,
      scopeMetrics: z.array(z.object({ metrics: z.array(z.object({ name: z.string() })) })),
    }),
  ),
});

/** A span as it came, with the `service.name` of who sent it and what else that told of itself. */
export type ReceivedSpan = z.infer<typeof span> & { service: unknown; sender: Record<string, unknown> };

/** A collector that takes OTLP/HTTP as JSON on a port of its own. */
export type OtlpReceiver = {
  endpoint: string;
  spans: ReceivedSpan[];
  /** Names of metrics by the `service.name` of who sent them. */
  metrics: Map<unknown, Set<string>>;
  /** The headers of what came last, by its path. */
  headers: Map<string, Headers>;
  /** What it answers with; 200 until told otherwise. */
  answerWith(status: number): void;
  stop(): Promise<void>;
};

/**
 * Starts a collector. What is not OTLP is refused, and so missing where a test looks for it.
 *
 * @param tls speaks TLS with this certificate, which must be one for `localhost`.
 */
export function startOtlpReceiver(tls?: { cert: string; key: string }): OtlpReceiver {
  const spans: ReceivedSpan[] = [];
  const names: OtlpReceiver["metrics"] = new Map();
  const headers: OtlpReceiver["headers"] = new Map();
  let status = 200;

  const take = (path: string, body: unknown) => {
    if (path === "/v1/traces") {
      for (const { resource, scopeSpans } of traces.parse(body).resourceSpans) {
        const service = resource.attributes["service.name"];
        spans.push(
          ...scopeSpans.flatMap((scope) =>
            scope.spans.map((each) => ({ ...each, service, sender: resource.attributes })),
          ),
        );
      }
    } else if (path === "/v1/metrics") {
      for (const { resource, scopeMetrics } of metrics.parse(body).resourceMetrics) {
        const service = resource.attributes["service.name"];
        const known = names.get(service) ?? new Set();
        for (const { name } of scopeMetrics.flatMap((scope) => scope.metrics)) known.add(name);
        names.set(service, known);
      }
    } else throw new Error(`nothing is taken at ${path}`);
  };

  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    ...(tls === undefined ? {} : { tls }),
    async fetch(request) {
      const path = new URL(request.url).pathname;
      headers.set(path, request.headers);
      const bytes = await request.bytes();
      const plain = request.headers.get("content-encoding") === "gzip" ? Bun.gunzipSync(bytes) : bytes;
      if (status === 200) take(path, JSON.parse(new TextDecoder().decode(plain)));
      return Response.json({}, { status });
    },
    error: (error) => new Response(error.message, { status: 400 }),
  });
  return {
    endpoint: tls === undefined ? server.url.origin : `https://localhost:${server.port}`,
    spans,
    metrics: names,
    headers,
    answerWith(next) {
      status = next;
    },
    stop: () => server.stop(true),
  };
}
