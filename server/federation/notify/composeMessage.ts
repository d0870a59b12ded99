import type { AlertSeverity } from "../../../contracts/alerts.ts";
import type { WebhookConfig } from "../../../contracts/config.ts";
import type { AlertNotification } from "../../../contracts/notifications.ts";

type ToldAlert = AlertNotification["data"]["alerts"][number];

const colours: Record<AlertSeverity, string> = { critical: "#d13438", warning: "#d97706", info: "#2563eb" };
const words: Record<AlertSeverity, string> = { critical: "Critical", warning: "Warning", info: "Note" };
const resolvedColour = "#15803d";

/** Slack reads these three characters as markup; nothing that a project says may become a link or a mention. */
const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function summaryOf(alerts: readonly ToldAlert[]): string {
  const opened = alerts.filter(({ event }) => event === "opened").length;
  const resolved = alerts.length - opened;
  const parts = [opened > 0 ? `${opened} opened` : "", resolved > 0 ? `${resolved} resolved` : ""];
  return `Alerts: ${parts.filter((part) => part !== "").join(", ")}`;
}

function slackMessage(alerts: readonly ToldAlert[]): unknown {
  return {
    text: summaryOf(alerts),
    attachments: alerts.map((alert) => {
      const word = alert.event === "resolved" ? "Resolved" : words[alert.severity];
      const title = escaped(`${word}: ${alert.title}`);
      return {
        color: alert.event === "resolved" ? resolvedColour : colours[alert.severity],
        fallback: title,
        title,
        text: escaped(alert.description),
        ts: Math.floor(Date.parse(alert.updatedAt) / 1000),
      };
    }),
  };
}

/** The body of one message, as the webhook's format has it. */
export function composeMessage(format: WebhookConfig["format"], alerts: readonly ToldAlert[], now: Date): string {
  const standard: AlertNotification = {
    type: "alerts.changed",
    timestamp: now.toISOString(),
    data: { alerts: [...alerts] },
  };
  return JSON.stringify(format === "slack" ? slackMessage(alerts) : standard);
}
