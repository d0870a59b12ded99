import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { InstanceGraph } from "../../contracts/instance.ts";
import { useNow } from "../app/clock.ts";
import { explainFailure } from "../app/failure.ts";
import { ThemeSwitch } from "../app/themeSwitch.tsx";
import { agoWords } from "../app/timeWords.ts";
import { useTitle } from "../app/title.ts";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { Fact, Value } from "../ui/value.tsx";
import { Audits } from "./audits.tsx";
import { Files } from "./files.tsx";
import { Languages } from "./languages.tsx";
import { graphQuery, manifestQuery } from "./queries.ts";
import { Tasks } from "./tasks.tsx";

const route = getRouteApi("/vislzr");

/** One project's own page, served by its own hub: where Open Instance leads. */
export function InstancePage() {
  const { folder = "" } = route.useSearch();
  const navigate = route.useNavigate();
  const graph = useQuery(graphQuery(folder));
  const manifest = useQuery(manifestQuery);

  useTitle(graph.data?.name ?? "Project");

  if (graph.isError && !graph.data) return <Refused error={graph.error} retry={() => void graph.refetch()} />;
  return (
    <div className="flex h-full flex-col">
      <header className="flex items-center gap-3 border-b border-line bg-surface px-4 py-2">
        <span className="text-sm font-bold tracking-wide">VISLZR</span>
        <h1 className="truncate text-sm font-semibold">{graph.data?.name ?? "Loading"}</h1>
        {manifest.data && <span className="text-xs text-ink-3 max-sm:hidden">version {manifest.data.version}</span>}
        <div className="ml-auto">
          <ThemeSwitch />
        </div>
      </header>
      <main className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto grid max-w-6xl gap-4 px-4 py-5 sm:px-6 lg:grid-cols-[1.2fr_1fr]">
          {graph.data ? <Numbers graph={graph.data} /> : <div className="skeleton h-24 lg:col-span-2" />}
          <div className="flex min-w-0 flex-col gap-4">
            <Files
              graph={graph.data}
              folder={folder}
              go={(next) => void navigate({ search: next === "" ? {} : { folder: next } })}
            />
            {graph.data && <Languages languages={graph.data.languages} />}
          </div>
          <div className="flex min-w-0 flex-col gap-4">
            <Audits />
            <Tasks />
          </div>
        </div>
      </main>
    </div>
  );
}

function Numbers({ graph }: { graph: InstanceGraph }) {
  const now = useNow();
  const { counts, scan } = graph;
  return (
    <section aria-label="Numbers" className="rounded-lg border border-line bg-surface p-4 lg:col-span-2">
      <dl className="grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-6">
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
    </section>
  );
}

function Refused({ error, retry }: { error: unknown; retry(): void }) {
  return (
    <main className="grid h-full place-items-center">
      {explainFailure(error).kind === "signed-out" ? (
        <Notice title="Open this page from the Meta Hub">
          <p>
            This project shows itself only to people whom the Meta Hub sends: choose the project on its map, then{" "}
            <b>Open Instance</b>. A visit lasts twelve hours; after that, or when this hub has restarted, come again the
            same way.
          </p>
        </Notice>
      ) : (
        <FailureNotice error={error} retry={retry} />
      )}
    </main>
  );
}
