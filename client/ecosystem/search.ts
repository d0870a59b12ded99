import { type EdgeStanding, edgeStanding } from "../../contracts/graph.ts";
import type { IntegrationKind, ProjectStatus } from "../../contracts/names.ts";
import { valuesOf } from "../app/searchParams.ts";
import { type SpanName, spanNames } from "../app/spans.ts";
import { type Overlay, overlays } from "../graph/overlays.ts";
import { parseView } from "../graph/view.ts";
import { type ColumnId, columnIds } from "./columns.ts";

export const kinds: readonly IntegrationKind[] = ["api", "queue", "shared-schema", "secret"];
const statuses: readonly ProjectStatus[] = ["online", "degraded", "offline"];
const views = ["map", "table"] as const;

/** The most projects that can be picked one by one: they are in the address, which has an end. Filters have none. */
export const mostPicked = 200;

/** Everything that makes the picture, as it is in the address: reload or share it and it is the same. Absent is default. */
export type EcosystemSearch = {
  view?: (typeof views)[number] | undefined;
  overlay?: Overlay | undefined;
  text?: string | undefined;
  status?: ProjectStatus[] | undefined;
  domain?: string[] | undefined;
  tag?: string[] | undefined;
  team?: string[] | undefined;
  /** Expressions; what `hide` names is never shown. */
  find?: string | undefined;
  hide?: string | undefined;
  /** Kinds of edges that are hidden. */
  without?: IntegrationKind[] | undefined;
  /** Standings of edges that are hidden. */
  unwanted?: EdgeStanding[] | undefined;
  /** The weakest edge still drawn, 0..1. */
  min?: number | undefined;
  dormant?: boolean | undefined;
  project?: string | undefined;
  edge?: string | undefined;
  /** What the size of a disc says; absent: files. */
  size?: "edges" | undefined;
  /** Whether domains are outlined. */
  domains?: boolean | undefined;
  /** Where the camera was moved to; absent shows everything. */
  cam?: string | undefined;
  /** The moment that is shown; absent is now, live. */
  at?: string | undefined;
  /** How far back the time slider reaches; absent: it is not there, and what is shown is now. */
  time?: SpanName | undefined;
  /** How far back changes are listed; absent: they are not. */
  since?: SpanName | undefined;
  /** A run of an action: its receipts are on the map, and its drawer is open. */
  run?: string | undefined;
  /** Projects that are picked, to be asked something together. */
  pick?: string[] | undefined;
  sort?: ColumnId | undefined;
  order?: "desc" | undefined;
  /** Columns of the table that are hidden. */
  fold?: ColumnId[] | undefined;
  /** Columns of the table that are shown beside the usual ones. */
  more?: ColumnId[] | undefined;
};

/** A change that takes all filters of projects away. */
export const withoutFilters = {
  text: "",
  status: [],
  domain: [],
  tag: [],
  team: [],
  find: "",
  hide: "",
} satisfies EcosystemSearch;

/** Reads the address. What it does not understand it leaves out, so an old or mistyped link still opens. */
export function parseEcosystemSearch(raw: Record<string, unknown>): EcosystemSearch {
  const min = Number(valuesOf(raw.min)[0]);
  const at = valuesOf(raw.at).find(
    (text) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text)),
  );
  const run = valuesOf(raw.run)[0];
  const overlay = word(raw.overlay, overlays);
  return {
    view: word(raw.view, views),
    overlay: run === undefined && overlay === "receipts" ? undefined : overlay,
    text: valuesOf(raw.text)[0]?.slice(0, 200),
    status: wordsOf(raw.status, statuses),
    domain: some(valuesOf(raw.domain)),
    tag: some(valuesOf(raw.tag)),
    team: some(valuesOf(raw.team)),
    find: valuesOf(raw.find)[0]?.slice(0, 500),
    hide: valuesOf(raw.hide)[0]?.slice(0, 500),
    without: wordsOf(raw.without, kinds),
    unwanted: wordsOf(raw.unwanted, edgeStanding.options),
    min: min > 0 && min <= 1 ? min : undefined,
    dormant: valuesOf(raw.dormant)[0] === "true" ? true : undefined,
    project: valuesOf(raw.project)[0],
    edge: valuesOf(raw.edge)[0],
    size: word(raw.size, ["edges"]),
    domains: valuesOf(raw.domains)[0] === "true" ? true : undefined,
    cam: valuesOf(raw.cam).find((text) => parseView(text) !== undefined),
    at,
    // A past moment is never shown without the slider that says so.
    time: word(raw.time, spanNames) ?? (at === undefined ? undefined : "24h"),
    since: word(raw.since, spanNames),
    run,
    pick: some([...new Set(valuesOf(raw.pick))].slice(0, mostPicked)),
    sort: word(raw.sort, columnIds),
    order: word(raw.order, ["desc"]),
    fold: wordsOf(raw.fold, columnIds),
    more: wordsOf(raw.more, columnIds),
  };
}

function word<Word extends string>(value: unknown, words: readonly Word[]): Word | undefined {
  const given = valuesOf(value)[0];
  return words.find((each) => each === given);
}

function wordsOf<Word extends string>(value: unknown, words: readonly Word[]): Word[] | undefined {
  return some(valuesOf(value).flatMap((given) => words.find((each) => each === given) ?? []));
}

function some<Value>(values: Value[]): Value[] | undefined {
  return values.length === 0 ? undefined : values;
}
