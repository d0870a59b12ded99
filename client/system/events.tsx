import type { SystemStatus } from "../../contracts/system.ts";
import { agoWords, lengthWords } from "../app/timeWords.ts";
import { Card } from "../ui/card.tsx";
import { Fact, Value } from "../ui/value.tsx";

/** Whether everything that hubs told has come, of whom something is missing, and whose clock is wrong. */
export function Completeness({ status, now }: { status: Pick<SystemStatus, "completeness" | "skewed">; now: number }) {
  const { completeness, skewed } = status;
  return (
    <Card title="Completeness">
      <dl className="grid grid-cols-2 gap-4 sm:grid-cols-3">
        <Fact name="Publishers">
          <Value of={completeness.publishers} />
        </Fact>
        <Fact name="Missing events">
          <Value of={completeness.missing} />
        </Fact>
        <Fact name="Wrong clocks">
          <Value of={skewed.length} />
        </Fact>
      </dl>
      {completeness.projects.length > 0 && (
        <ul className="mt-3 space-y-1 text-ink-2">
          {completeness.projects.map(({ slug, missing, askedAt }) => (
            <li key={slug}>
              {slug}: {missing.toLocaleString("en")} missing,{" "}
              {askedAt === null ? "not asked to tell again" : `asked to tell again ${agoWords(askedAt, now)}`}
            </li>
          ))}
        </ul>
      )}
      {skewed.length > 0 && (
        <ul className="mt-3 space-y-1 text-ink-2">
          {skewed.map(({ slug, seconds }) => (
            <li key={slug}>
              {slug}: its clock is {lengthWords(Math.abs(seconds))} {seconds > 0 ? "ahead" : "behind"}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
