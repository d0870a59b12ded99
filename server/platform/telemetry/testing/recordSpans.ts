import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from "@opentelemetry/sdk-trace";
import { registerTraces } from "../exportTraces.ts";

/** Records this process's spans in memory, until `stop`. */
export function recordSpans(): { spans(name?: string): ReadableSpan[]; stop(): Promise<void> } {
  const exporter = new InMemorySpanExporter();
  const stop = registerTraces({ processor: new SimpleSpanProcessor({ exporter }) });
  return {
    spans: (name) => exporter.getFinishedSpans().filter((span) => name === undefined || span.name === name),
    stop: async () => void (await stop()),
  };
}
