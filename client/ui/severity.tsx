import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { AlertSeverity } from "../../contracts/alerts.ts";

const looks = {
  info: { icon: Info, color: "text-online" },
  warning: { icon: TriangleAlert, color: "text-degraded" },
  critical: { icon: CircleAlert, color: "text-offline" },
} as const;

/** How grave an alert is, as icon and word. */
export function Severity({ of: severity }: { of: AlertSeverity }) {
  const { icon: Icon, color } = looks[severity];
  return (
    <span className="inline-flex items-baseline gap-1.5 text-xs font-semibold">
      <Icon className={`size-3.5 shrink-0 self-center ${color}`} aria-hidden="true" />
      {severity}
    </span>
  );
}
