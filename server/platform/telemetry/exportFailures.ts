import { type ExportResult, ExportResultCode } from "@opentelemetry/core";
import { messageOf } from "../errors.ts";
import type { Log } from "../log.ts";

type Exporter<Item> = { export(items: Item, done: (result: ExportResult) => void): void };

/** Logs when an exporter's collector cannot be reached: once, and once more when it can again. Changes nothing else. */
export function logFailures<Item, Kind extends Exporter<Item>>(exporter: Kind, log: Log): Kind {
  const send = exporter.export.bind(exporter);
  let failing = false;
  exporter.export = (items: Item, done: (result: ExportResult) => void) =>
    send(items, (result) => {
      const failed = result.code !== ExportResultCode.SUCCESS;
      if (failed && !failing) log.warn("telemetry.not_sent", { error: messageOf(result.error) });
      if (!failed && failing) log.info("telemetry.sent_again");
      failing = failed;
      done(result);
    });
  return exporter;
}
