import type { SystemStatus } from "../../contracts/system.ts";
import { agoWords, lengthWords } from "../app/timeWords.ts";
import { Card } from "../ui/card.tsx";
import { Fact, Value } from "../ui/value.tsx";
import { Facts } from "./facts.tsx";

type EventsProps = { status: Pick<SystemStatus, "ingest" | "completeness" | "skewed" | "legacyUnknown">; now: number };

/** Whether what hubs tell is stored, all of it has come, of whom something is missing, and whose clock is wrong. */
export function Events({ status, now }: EventsProps) {
  const { ingest, completeness, skewed, legacyUnknown } = status;
  return (
    <Card title="Events">
      <Facts>
        <Fact name="Waiting to be stored">
          <Value of={ingest.pending} />
        </Fact>
        <Fact name="Stored since the start">
          <Value of={ingest.committed} />
        </Fact>
        <Fact name="Last stored">{agoWords(ingest.lastBatchAt, now)}</Fact>
        <Fact name="Lag of the last batch">
          {ingest.lagMs === null || ingest.lagMs < 1000 ? (
            <Value of={ingest.lagMs} unit="ms" />
          ) : (
            lengthWords(ingest.lagMs / 1000)
          )}
        </Fact>
        <Fact name="Publishers">
          <Value of={completeness.publishers} />
        </Fact>
        <Fact name="Missing events">
          <Value of={completeness.missing} />
        </Fact>
        <Fact name="Wrong clocks">
          <Value of={skewed.length} />
        </Fact>
        <Fact name="Heartbeats of strangers">
          <Value of={legacyUnknown} />
        </Fact>
      </Facts>
      <Lines>
        {completeness.projects.map(({ slug, missing, askedAt }) => (
          <li key={slug}>
            {slug}: {missing.toLocaleString()} missing,{" "}
            {askedAt === null ? "not asked to tell again" : `asked to tell again ${agoWords(askedAt, now)}`}
          </li>
        ))}
      </Lines>
      <Lines>
        {skewed.map(({ slug, seconds }) => (
          <li key={slug}>
            {slug}: its clock is {lengthWords(Math.abs(seconds))} {seconds > 0 ? "ahead" : "behind"}
          </li>
        ))}
      </Lines>
    </Card>
  );
}

/** One line for each project that something is to be said of; nothing without one. */
function Lines({ children }: { children: React.ReactNode[] }) {
  return children.length > 0 && <ul className="mt-3 space-y-1 text-ink-2">{children}</ul>;
}
