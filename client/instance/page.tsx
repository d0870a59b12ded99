import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { explainFailure } from "../app/failure.ts";
import { useMedia } from "../app/media.ts";
import { ThemeSwitch } from "../app/themeSwitch.tsx";
import { useTitle } from "../app/title.ts";
import { StageProvider } from "../graph/stage.tsx";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { Segments } from "../ui/segments.tsx";
import { Files } from "./files.tsx";
import { OutlineView } from "./outline/outlineView.tsx";
import { Panel } from "./panel.tsx";
import { folderQuery, manifestQuery } from "./queries.ts";
import type { InstanceSearch } from "./search.ts";
import { SearchBox } from "./searchBox.tsx";

const route = getRouteApi("/vislzr");

const views = [
  { value: "map", label: "Graph" },
  { value: "list", label: "List" },
] as const;

/** One project's own page, served by its own hub: where Open Instance leads. */
export function InstancePage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const root = useInfiniteQuery(folderQuery(""));
  const manifest = useQuery(manifestQuery);
  const graph = root.data?.pages[0];
  // On a telephone names have no room beside their discs.
  const isNarrow = useMedia("(max-width: 639px)");
  useTitle(graph?.name ?? "Project");

  // An empty word takes a parameter out of the address.
  const go = (patch: InstanceSearch) => void navigate({ search: { ...search, ...patch } });
  const openFile = (file: string) => go({ file, audit: "", text: "" });

  if (root.isError && !graph) return <Refused error={root.error} retry={() => void root.refetch()} />;
  const view = search.view ?? (isNarrow ? "list" : "map");
  const name = graph?.name ?? "";
  return (
    <StageProvider>
      <div className="flex h-full flex-col">
        <header className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-surface px-4 py-2">
          <span className="text-sm font-bold tracking-wide max-sm:hidden">VISLZR</span>
          <h1 className="truncate text-sm font-semibold">{graph?.name ?? "Loading"}</h1>
          {manifest.data && <span className="text-xs text-ink-3 max-md:hidden">version {manifest.data.version}</span>}
          <SearchBox text={search.text ?? ""} find={(text) => go({ text })} />
          <div className="ml-auto flex items-center gap-2">
            <Segments label="View" value={view} options={views} onChange={(next) => go({ view: next })} />
            <ThemeSwitch />
          </div>
        </header>
        <main className="grid min-h-0 flex-1 max-lg:overflow-y-auto lg:grid-cols-[1fr_27rem]">
          {view === "map" ? (
            <div className="flex min-h-0 flex-col max-lg:h-[60dvh] max-sm:h-[50dvh]">
              <OutlineView name={name} search={search} go={(patch) => go({ text: "", audit: "", ...patch })} />
            </div>
          ) : (
            <div className="min-w-0 p-4 lg:overflow-y-auto">
              <Files {...{ name, openFile }} folder={search.folder ?? ""} go={(folder) => go({ folder })} />
            </div>
          )}
          <div className="min-w-0 border-line p-4 max-lg:border-t lg:overflow-y-auto lg:border-l">
            <Panel {...{ search, go, openFile, graph }} />
          </div>
        </main>
      </div>
    </StageProvider>
  );
}

function Refused({ error, retry }: { error: unknown; retry(): void }) {
  return (
    <main className="grid h-full place-items-center">
      <h1 className="sr-only">Project</h1>
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
