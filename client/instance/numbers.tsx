import type { InstanceGraph } from "../../contracts/instance.ts";
import { useNow } from "../app/clock.ts";
import { agoWords } from "../app/timeWords.ts";
import { Fact, Value } from "../ui/value.tsx";

/** How much there is in the repository, and when that was found out. */
export function Numbers({ graph }: { graph: Pick<InstanceGraph, "counts" | "scan"> }) {
  const now = useNow();
  const { counts, scan } = graph;
  const skipped = Object.entries(scan?.skipped ?? {});
  return (
    <section aria-label="Numbers" className="rounded-lg border border-line bg-surface p-4">
      <dl className="grid grid-cols-2 gap-4 sm:grid-cols-3">
        <Fact name="Files">
          <Value of={counts.files} />
        </Fact>
        <Fact name="Lines">
          <Value of={counts.lines} />
        </Fact>
        <Fact name="Symbols">
          <Value of={counts.symbols} />
        </Fact>
        <Fact name="Imports">
          <Value of={counts.imports} />
        </Fact>
        <Fact name="Tasks">
          <Value of={counts.tasks} />
        </Fact>
        <Fact name="Scanned">
          {scan === null
            ? "not yet"
            : scan.progress
              ? `${scan.progress.done.toLocaleString()} of ${scan.progress.total.toLocaleString()}`
              : `${agoWords(scan.finishedAt, now)}${scan.state === "completed" ? "" : `, ${scan.state}`}`}
        </Fact>
      </dl>
      {skipped.length > 0 && (
        <p className="mt-4 text-xs text-ink-3">
          Counted, not read: {skipped.map(([reason, files]) => `${files.toLocaleString()} ${reason}`).join(", ")}
        </p>
      )}
    </section>
  );
}
