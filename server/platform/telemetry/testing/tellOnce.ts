import { createLog } from "../../log.ts";
import { inSpan } from "../span.ts";
import { startTelemetry } from "../start.ts";

/** A process that records one span, sends it by the settings that are its first argument, and writes its log to standard output. */
const settings = JSON.parse(process.argv[2] ?? "");
const { promise: over, resolve } = Promise.withResolvers<void>();
const log = createLog("debug", {}, (line) => {
  process.stdout.write(`${line}\n`);
  if (line.includes("telemetry.not_sent")) resolve();
});
const telemetry = await startTelemetry({ settings, service: "once", version: "1", attributes: {}, log });
await inSpan("only.work", {}, async () => log.info("worked"));
if (process.argv.includes("--await-failure")) await over;
await telemetry.stop();
process.exit(0);
