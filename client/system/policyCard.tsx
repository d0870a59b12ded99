import type { SystemStatus } from "../../contracts/system.ts";
import { Card } from "../ui/card.tsx";
import { Fact } from "../ui/value.tsx";

/** The policy in force: by what the Meta Hub judges, and how long it keeps what it saw. */
export function PolicyCard({ policy }: { policy: SystemStatus["policy"] }) {
  const { liveness, flapping, metrics, risk, integrations, alerts } = policy;
  const { security, compliance, liveness: alive, freshness } = risk.weights;
  return (
    <Card title="Policy">
      <dl className="grid grid-cols-2 gap-4 sm:grid-cols-3">
        <Fact name="Degraded, offline after">
          {liveness.degradedAfterSeconds} s, {liveness.offlineAfterSeconds} s of silence
        </Fact>
        <Fact name="Flapping">
          {flapping.changes} changes in {flapping.withinMinutes} min
        </Fact>
        <Fact name="Alerts">
          after {alerts.degradedAfterMinutes} min degraded, {alerts.offlineAfterMinutes} min offline
        </Fact>
        <Fact name="Risk weights">
          security {security}, compliance {compliance}, liveness {alive}, freshness {freshness}
        </Fact>
        <Fact name="Evidence of edges">
          halves in {integrations.halfLifeDays} d, dormant below {integrations.dormantBelow}
        </Fact>
        <Fact name="Kept">
          samples {metrics.rawDays} d, hourly values {metrics.rollupDays} d
        </Fact>
      </dl>
    </Card>
  );
}
