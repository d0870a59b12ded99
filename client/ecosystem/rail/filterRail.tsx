import { memo, useState } from "react";
import type { EdgeRow } from "../../../contracts/graph.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Explained } from "../../ui/explained.tsx";
import { Status } from "../../ui/status.tsx";
import { flags, numberFields, wordFields } from "../expression/fields.ts";
import { type Facet, type Facets, isFiltered } from "../filter.ts";
import { type EcosystemSearch, withoutFilters } from "../search.ts";
import { ColumnChoices } from "./columnChoices.tsx";
import { EdgeChoices } from "./edgeChoices.tsx";
import { ExpressionBox } from "./expressionBox.tsx";
import { Group, toggled } from "./group.tsx";

type FilterRailProps = {
  found: Facets;
  edges: readonly EdgeRow[];
  search: EcosystemSearch;
  change(patch: EcosystemSearch): void;
  view: "map" | "table" | "list";
};

const statusOrder = ["online", "degraded", "offline"] as const;

/** The filters, with how many of all projects each fits. All of them are in the address. */
export const FilterRail = memo(function FilterRail({ found, edges, search, change, view }: FilterRailProps) {
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
      {view === "map" && <EdgeChoices edges={edges} search={search} change={change} />}
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
        <div className="px-1">
          <Explained title="What can be written">
            <p>
              A word is a part of a name. <code>and</code>, <code>or</code>, <code>!</code> and brackets join; what is
              unknown passes no comparison.
            </p>
            <p>
              With <code>= != &gt; &gt;= &lt; &lt;=</code>: {[...numberFields.keys()].join(", ")}.
            </p>
            <p>
              With <code>= != ~</code>: {[...wordFields.keys()].join(", ")}.
            </p>
            <p>By themselves: {[...flags.keys()].join(", ")}.</p>
          </Explained>
        </div>
      </div>
      <Choices title="Domain" found={found.domain} chosen={search.domain} choose={(domain) => change({ domain })} />
      <Choices title="Tags" found={found.tag} chosen={search.tag} choose={(tag) => change({ tag })} />
      <Choices title="Teams" found={found.team} chosen={search.team} choose={(team) => change({ team })} />
      {view === "table" && <ColumnChoices search={search} change={change} />}
      {isFiltered(search) && <Button onClick={() => change(withoutFilters)}>Clear filters</Button>}
    </div>
  );
});

type ChoicesProps = { title: string; found: Facet[]; chosen: string[] | undefined; choose(values: string[]): void };

/** Of a long list so many values are in sight at first: the most frequent, and those that are chosen. */
const firstValues = 5;
const longList = 8;

function Choices({ title, found, chosen, choose }: ChoicesProps) {
  const [isOpen, setOpen] = useState(false);
  if (found.length === 0) return null;
  const isLong = found.length >= longList;
  const first = found.filter(({ value }, index) => !isLong || index < firstValues || chosen?.includes(value));
  const more = found.length - first.length;
  return (
    <Group title={title}>
      <div className="-mx-1 flex max-h-56 flex-col overflow-y-auto px-1">
        {(isOpen ? found : first).map(({ value, count }) => (
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
      {more > 0 && (
        <Button
          look="quiet"
          className="self-start"
          aria-expanded={isOpen}
          aria-label={isOpen ? `Fewer ${title.toLowerCase()}` : `${more} more ${title.toLowerCase()}`}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? "Fewer" : `${more} more`}
        </Button>
      )}
    </Group>
  );
}
