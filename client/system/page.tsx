import { useQuery } from "@tanstack/react-query";
import type { SystemStatus } from "../../contracts/system.ts";
import { useApi } from "../app/api.ts";
import { useNow } from "../app/clock.ts";
import { agoWords, lengthWords, momentWords } from "../app/timeWords.ts";
import { systemQuery } from "../live/queries.ts";
import { Card } from "../ui/card.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { Fact, Value } from "../ui/value.tsx";
import { Completeness } from "./completeness.tsx";
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
  const { database, hubs, policy, mesh, blind, declarations, ingest, quarantine } = status;
  return (
    <>
      <Card title="Meta Hub">
        <dl className="grid grid-cols-2 gap-4 sm:grid-cols-3">
          <Fact name="Version">{status.version}</Fact>
          <Fact name="Running for">{lengthWords((now - Date.parse(status.startedAt)) / 1000)}</Fact>
          <Fact name="Started">{momentWords(status.startedAt)}</Fact>
          <Fact name="PostgreSQL">{database.server}</Fact>
          <Fact name="Last migration">{database.lastMigration ?? "none"}</Fact>
          <Fact name="Project hubs">
            {hubs.map(({ version, projects }) => `${projects} × ${version ?? "unknown"}`).join(", ") || "none"}
          </Fact>
        </dl>
      </Card>
      <PolicyCard policy={policy} />
      <Card title="Mesh">
        <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
          <Fact name="Broker">{mesh.connected ? "connected" : "not connected"}</Fact>
          <Fact name="Server">{mesh.server ?? "unknown"}</Fact>
          <Fact name="Hearing">
            {blind === null ? "hears the projects" : `hears nobody since ${momentWords(blind.since)}: ${blind.reason}`}
          </Fact>
          <Fact name="Identities">
            {mesh.identitiesEnforced ? "enforced" : "not enforced: any client could speak for any project"}
          </Fact>
        </dl>
      </Card>
      <Card title="Catalog">
        <dl className="grid grid-cols-2 gap-4 sm:grid-cols-3">
          <Fact name="projects.yaml">
            {declarations.problem === null ? "applied as it is" : "not applied as it is"}
          </Fact>
          <Fact name="Applied">{agoWords(declarations.appliedAt, now)}</Fact>
          <Fact name="Heartbeats from unknown projects">
            <Value of={status.legacyUnknown} />
          </Fact>
        </dl>
        {declarations.problem !== null && <p className="mt-3 text-ink-2">{declarations.problem}</p>}
      </Card>
      <Card title="Events">
        <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
          <Fact name="Waiting to be stored">
            <Value of={ingest.pending} />
          </Fact>
          <Fact name="Stored since the start">
            <Value of={ingest.committed} />
          </Fact>
          <Fact name="Last stored">{agoWords(ingest.lastBatchAt, now)}</Fact>
          <Fact name="Which had waited">
            {ingest.lagMs === null || ingest.lagMs < 1000 ? (
              <Value of={ingest.lagMs} unit="ms" />
            ) : (
              lengthWords(ingest.lagMs / 1000)
            )}
          </Fact>
        </dl>
      </Card>
      <Completeness status={status} now={now} />
      <Quarantine quarantine={quarantine} now={now} />
    </>
  );
}
