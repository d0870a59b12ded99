import { z } from "zod";
import { alertRow } from "./alerts.ts";
import { isoTime } from "./names.ts";

/** What is told of an alert: that it began (or came back, or is no longer silenced), or that it ended. */
export const alertEvent = z.enum(["opened", "resolved"]);
export type AlertEvent = z.infer<typeof alertEvent>;

/**
 * The body of a notification in the format `standard`: what happened to one or more alerts within one group. Signed
 * by Standard Webhooks v1 where the webhook has a secret. The same `webhook-id` is the same message, sent again.
 */
export const alertNotification = z.object({
  type: z.literal("alerts.changed"),
  timestamp: isoTime,
  data: z.object({ alerts: z.array(alertRow.extend({ event: alertEvent })) }),
});
export type AlertNotification = z.infer<typeof alertNotification>;
