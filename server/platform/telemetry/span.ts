import {
  type Context,
  context,
  propagation,
  type Span,
  type SpanOptions,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";

/** Asked for at each use: one that is kept goes on writing to where it first did, also after that was stopped. */
const tracer = () => trace.getTracer("commandcenter-federation");

/** Notes in a span that what it is about has failed. */
export function failSpan(span: Span, thrown: unknown): void {
  span.recordException(thrown instanceof Error ? thrown : String(thrown));
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** A span that its caller ends; a child of what is active, or of `parent`. Costs next to nothing while nobody records. */
export const startSpan = (name: string, options: SpanOptions, parent?: Context): Span =>
  tracer().startSpan(name, options, parent);

/** Ends a span with a promise, and notes in it what that rejects with. */
export async function endSpanWith<T>(span: Span, promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (thrown) {
    failSpan(span, thrown);
    throw thrown;
  } finally {
    span.end();
  }
}

/** Runs `work` inside a span of its own, which ends with it. */
export const inSpan = <T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> =>
  tracer().startActiveSpan(name, options, (span) => endSpanWith(span, work(span)));

/** The headers that carry a trace on, by default of the work at hand; none while nobody records. */
export function traceHeaders(from: Context = context.active()): Record<string, string> {
  const carrier: Record<string, string> = {};
  propagation.inject(from, carrier);
  return carrier;
}
