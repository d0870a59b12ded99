import { createNoopMeter } from "@opentelemetry/api";
import type { Telemetry } from "./start.ts";

/** For tests and one-shot commands: nothing is counted, and there is nothing to read. */
export const silentTelemetry: Telemetry = {
  meter: createNoopMeter(),
  scrape: async () => "\n",
  stop: async () => {},
};
