import clsx from "clsx";
import type { SystemStatus } from "../../contracts/system.ts";
import type { Pattern } from "../graph/marks.ts";
import { Card } from "../ui/card.tsx";
import { Mark } from "../ui/mark.tsx";
import { type HealthLine, healthOf } from "./health.ts";

const looks: Record<HealthLine["state"], { pattern: Pattern; color: string }> = {
  good: { pattern: "solid", color: "var(--online)" },
  warn: { pattern: "double", color: "var(--degraded)" },
  bad: { pattern: "hollow", color: "var(--offline)" },
};

/** Whether each part of the Meta Hub works, in one place: what is not well stands out by its mark. */
export function HealthCard({ status, now }: { status: SystemStatus; now: number }) {
  const lines = healthOf(status, now);
  const troubled = lines.filter(({ state }) => state !== "good").length;
  return (
    <Card title="Health" aside={troubled === 0 ? "all well" : `${troubled} of ${lines.length} to look at`}>
      <dl className="flex flex-col gap-2">
        {lines.map(({ name, state, words }) => (
          <div key={name} className="grid grid-cols-[7rem_1fr] sm:grid-cols-[10rem_1fr]">
            <dt className="text-ink-2">{name}</dt>
            <dd className="flex min-w-0 gap-2">
              {/* Beside the first line, however many there are. */}
              <span className="flex h-lh">
                <Mark {...looks[state]} />
              </span>
              <span className={clsx("min-w-0 wrap-anywhere", state !== "good" && "font-semibold")}>{words}</span>
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
