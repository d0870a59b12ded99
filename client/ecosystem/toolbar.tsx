import { Download, GitCompareArrows, History, Search, ShieldCheck, SlidersHorizontal } from "lucide-react";
import { memo, type Ref } from "react";
import { useRefusal } from "../access/useRefusal.ts";
import { IconButton } from "../ui/button.tsx";
import { GuardedButton } from "../ui/guardedButton.tsx";
import { Menu, type MenuItem } from "../ui/menu.tsx";
import { Segments } from "../ui/segments.tsx";
import type { EcosystemSearch } from "./search.ts";
import { useDraft } from "./useDraft.ts";

const overlayOptions = [
  { value: "status", label: "Status" },
  { value: "risk", label: "Risk" },
  { value: "compliance", label: "Compliance" },
  { value: "freshness", label: "Freshness" },
] as const;

const withReceipts = [...overlayOptions, { value: "receipts", label: "Receipts" }] as const;

const viewOptions = [
  { value: "map", label: "Map" },
  { value: "table", label: "Table" },
] as const;

/** Where there is room, an icon has its word beside it. */
const worded = "xl:w-auto xl:gap-1.5 xl:px-2.5 font-medium";

type ToolbarProps = {
  search: EcosystemSearch;
  change(patch: EcosystemSearch): void;
  findRef: Ref<HTMLInputElement>;
  railOpen: boolean;
  toggleRail(): void;
  /** What is shown now; `search` may ask for a map that this browser cannot draw. */
  view: "map" | "table" | "list";
  canMap: boolean;
  saveCsv(): void;
  /** Opens the plan of a security sweep. */
  sweep(): void;
};

/** What is shown, above the map: text to find, colours, map or table. */
export const Toolbar = memo(function Toolbar(props: ToolbarProps) {
  const { search, change, findRef, railOpen, toggleRail, view, canMap, saveCsv, sweep } = props;
  const refusal = useRefusal("operator");
  const find = useDraft(search.text ?? "", (text) => change({ text }));
  const sweepAll = { label: "Global Security Sweep", icon: <ShieldCheck />, refusal, act: sweep };
  const choices: MenuItem[] = [
    {
      label: "Time",
      icon: <History />,
      pressed: search.time !== undefined,
      act: () => change(search.time === undefined ? { time: "24h" } : { time: undefined, at: undefined }),
    },
    {
      label: "What changed",
      icon: <GitCompareArrows />,
      pressed: search.since !== undefined,
      act: () =>
        change({
          since: search.since === undefined ? "24h" : undefined,
          project: undefined,
          edge: undefined,
          run: undefined,
        }),
    },
    ...(view === "map" ? [] : [{ label: "Save as CSV", icon: <Download />, act: saveCsv }]),
  ];
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line bg-surface px-3 py-2">
      <IconButton label={railOpen ? "Hide filters" : "Show filters"} aria-expanded={railOpen} onClick={toggleRail}>
        <SlidersHorizontal />
      </IconButton>
      <label className="relative min-w-40 flex-1 sm:max-w-72">
        <span className="sr-only">Find projects by name, domain or tag</span>
        <Search className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-3" />
        <input
          ref={findRef}
          type="search"
          {...find}
          maxLength={200}
          placeholder="Find a project"
          onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
          className="h-8 w-full rounded-md border border-line-strong bg-surface pr-2 pl-8 placeholder:text-ink-3"
        />
      </label>
      <div className="ml-auto flex flex-wrap items-center gap-2">
        {view === "map" && (
          <Segments
            label="Colours show"
            value={search.overlay ?? "status"}
            options={search.run === undefined ? overlayOptions : withReceipts}
            onChange={(overlay) => change({ overlay })}
          />
        )}
        {view === "list" ? (
          <Menu label="More" items={[sweepAll, ...choices]} />
        ) : (
          <>
            <GuardedButton refusal={refusal} onClick={sweep} aria-label={sweepAll.label}>
              <ShieldCheck className="size-4" aria-hidden="true" />
              <span className="max-xl:hidden">{sweepAll.label}</span>
            </GuardedButton>
            {choices.map(({ label, icon, pressed, act }) => (
              <IconButton key={label} label={label} className={worded} aria-pressed={pressed} onClick={act}>
                {icon}
                <span className="max-xl:hidden">{label}</span>
              </IconButton>
            ))}
          </>
        )}
        {view !== "list" && canMap && (
          <Segments label="View" value={view} options={viewOptions} onChange={(view) => change({ view })} />
        )}
      </div>
    </div>
  );
});
