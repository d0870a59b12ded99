import clsx from "clsx";
import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { AlertSeverity } from "../../contracts/alerts.ts";

const looks = {
  info: { icon: Info, color: "text-online" },
  warning: { icon: TriangleAlert, color: "text-degraded" },
  critical: { icon: CircleAlert, color: "text-offline" },
} as const;

/** How grave an alert is, or was, as icon and word: what is over does not call for anybody. */
export function Severity({ of: severity, isOver = false }: { of: AlertSeverity; isOver?: boolean }) {
  const { icon: Icon, color } = looks[severity];
  return (
    <span className={clsx("inline-flex items-baseline gap-1.5 text-xs", isOver ? "text-ink-3" : "font-semibold")}>
      <Icon className={clsx("size-3.5 shrink-0 self-center", !isOver && color)} aria-hidden="true" />
      {severity}
    </span>
  );
}
