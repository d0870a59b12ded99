import { useMemo } from "react";
import type { EcosystemMap } from "../../contracts/graph.ts";
import { useTheme } from "../app/theme.tsx";
import { palettes } from "../graph/palette.ts";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { Slider } from "../ui/slider.tsx";
import { Status } from "../ui/status.tsx";
import { ExpressionBox } from "./expressionBox.tsx";
import { edgeFacets, type Facet, facets, isFiltered } from "./filter.ts";
import { type EcosystemSearch, kinds, withoutFilters } from "./search.ts";

type FilterRailProps = { map: EcosystemMap; search: EcosystemSearch; change(patch: EcosystemSearch): void };

const statusOrder = ["online", "degraded", "offline"] as const;

/** With or without a value, as a list for the address. */
function toggled<Value>(values: readonly Value[] | undefined, value: Value, on: boolean): Value[] {
  const others = (values ?? []).filter((each) => each !== value);
  return on ? [...others, value] : others;
}

/** The filters, with how many projects each would keep in sight. All of them are in the address. */
export function FilterRail({ map, search, change }: FilterRailProps) {
  const found = useMemo(() => facets(map.projects), [map.projects]);
  const edges = useMemo(() => edgeFacets(map.edges), [map.edges]);
  const palette = palettes[useTheme().name];
  const min = search.min ?? 0;
  return (
    <div className="flex flex-col gap-5 p-3">
      <Group title="Status">
        {statusOrder.map((status) => (
          <Checkbox
            key={status}
            checked={search.status?.includes(status) ?? false}
            onChange={(on) => change({ status: toggled(search.status, status, on) })}
            aside={found.status.find(({ value }) => value === status)?.count ?? 0}
          >
            <Status status={status} />
          </Checkbox>
        ))}
      </Group>
      <div className="flex flex-col gap-2">
        <ExpressionBox
          label="Show only where"
          example="risk > 60 or !online"
          value={search.find ?? ""}
          onChange={(find) => change({ find })}
        />
        <ExpressionBox
          label="Hide where"
          example="tag = legacy"
          value={search.hide ?? ""}
          onChange={(hide) => change({ hide })}
        />
      </div>
      <Choices title="Domain" found={found.domain} chosen={search.domain} choose={(domain) => change({ domain })} />
      <Choices title="Tags" found={found.tag} chosen={search.tag} choose={(tag) => change({ tag })} />
      <Choices title="Teams" found={found.team} chosen={search.team} choose={(team) => change({ team })} />
      <Group title="Edges">
        {kinds.map((kind) => (
          <Checkbox
            key={kind}
            checked={!search.without?.includes(kind)}
            onChange={(on) => change({ without: toggled(search.without, kind, !on) })}
            aside={edges.kinds.get(kind) ?? 0}
          >
            <span aria-hidden="true" className="h-0.5 w-3.5 rounded" style={{ background: palette.kind[kind] }} />
            {kind}
          </Checkbox>
        ))}
        <Checkbox checked={search.dormant ?? false} onChange={(on) => change({ dormant: on })} aside={edges.dormant}>
          dormant too
        </Checkbox>
        <div className="px-1 pt-1">
          <Slider
            label="Strength at least"
            value={min}
            max={1}
            step={0.05}
            words={min === 0 ? "any" : min.toFixed(2)}
            onChange={(value) => change({ min: value })}
          />
        </div>
      </Group>
      {isFiltered(search) && <Button onClick={() => change(withoutFilters)}>Clear filters</Button>}
    </div>
  );
}

function Group({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <fieldset className="flex flex-col">
      <legend className="eyebrow px-1 pb-1">{title}</legend>
      {children}
    </fieldset>
  );
}

type ChoicesProps = { title: string; found: Facet[]; chosen: string[] | undefined; choose(values: string[]): void };

function Choices({ title, found, chosen, choose }: ChoicesProps) {
  if (found.length === 0) return null;
  return (
    <Group title={title}>
      <div className="flex max-h-56 flex-col overflow-y-auto">
        {found.map(({ value, count }) => (
          <Checkbox
            key={value}
            checked={chosen?.includes(value) ?? false}
            onChange={(on) => choose(toggled(chosen, value, on))}
            aside={count}
          >
            <span className="truncate">{value}</span>
          </Checkbox>
        ))}
      </div>
    </Group>
  );
}
