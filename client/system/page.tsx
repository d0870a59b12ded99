import { useQuery } from "@tanstack/react-query";
import type { SystemStatus } from "../../contracts/system.ts";
import { useApi } from "../app/api.ts";
import { useNow } from "../app/clock.ts";
import { lengthWords, momentWords } from "../app/timeWords.ts";
import { systemQuery } from "../live/queries.ts";
import { Card } from "../ui/card.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { Fact } from "../ui/value.tsx";
import { Events } from "./events.tsx";
import { Facts } from "./facts.tsx";
import { HealthCard } from "./healthCard.tsx";
import { Parts } from "./parts.tsx";
import { PolicyCard } from "./policyCard.tsx";
import { Quarantine } from "./quarantine.tsx";

/** How the Meta Hub itself is: where to look when numbers look wrong. */
export function SystemPage() {
  const status = useQuery(systemQuery(useApi()));
  const now = useNow();
  return (
    <Page title="System">
      {status.isPending && <div className="skeleton h-40" role="status" aria-label="Loading" />}
      {status.isError && <FailureNotice error={status.error} retry={() => void status.refetch()} />}
      {status.data && <Details status={status.data} now={now} />}
    </Page>
  );
}

function Details({ status, now }: { status: SystemStatus; now: number }) {
  const { database, hubs, policy, mesh, quarantine } = status;
  return (
    <>
      <HealthCard status={status} now={now} />
      <Events status={status} now={now} />
      <Quarantine quarantine={quarantine} now={now} />
      <Card title="Versions">
        <Facts>
          <Fact name="Meta Hub">{status.version}</Fact>
          <Fact name="Project hubs">
            {hubs.map(({ version, projects }) => `${projects} × ${version ?? "unknown"}`).join(", ") || "none"}
          </Fact>
          <Fact name="NATS">{mesh.server ?? "unknown"}</Fact>
          <Fact name="PostgreSQL">{database.server}</Fact>
          <Fact name="Running for">{lengthWords((now - Date.parse(status.startedAt)) / 1000)}</Fact>
          <Fact name="Started">{momentWords(status.startedAt)}</Fact>
          <Fact name="Last migration">
            <Parts of={database.lastMigration ?? "none"} />
          </Fact>
        </Facts>
      </Card>
      <PolicyCard policy={policy} />
    </>
  );
}
