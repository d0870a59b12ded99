import type { SystemStatus } from "../../contracts/system.ts";
import { Card } from "../ui/card.tsx";
import { Fact } from "../ui/value.tsx";
import { Facts } from "./facts.tsx";

/** The policy in force: by what the Meta Hub judges, and how long it keeps what it saw. */
export function PolicyCard({ policy }: { policy: SystemStatus["policy"] }) {
  const { liveness, flapping, metrics, risk, integrations, alerts } = policy;
  const { security, compliance, liveness: alive, freshness } = risk.weights;
  return (
    <Card title="Policy">
      <Facts>
        <Fact name="Degraded">
          after {liveness.degradedAfterSeconds} s of silence, alert after {alerts.degradedAfterMinutes} min
        </Fact>
        <Fact name="Offline">
          after {liveness.offlineAfterSeconds} s of silence, alert after {alerts.offlineAfterMinutes} min
        </Fact>
        <Fact name="Flapping">
          {flapping.changes} changes in {flapping.withinMinutes} min
        </Fact>
        <Fact name="Risk weights">
          security {security}, compliance {compliance}, liveness {alive}, freshness {freshness}
        </Fact>
        <Fact name="Proof of an edge">
          halves in {integrations.halfLifeDays} d, dormant below {integrations.dormantBelow}
        </Fact>
        <Fact name="Samples">kept for {metrics.rawDays} d</Fact>
        <Fact name="Hourly values">kept for {metrics.rollupDays} d</Fact>
      </Facts>
    </Card>
  );
}
