import { useMemo, useState } from "react";
import { type EdgeRow, edgeStanding } from "../../../contracts/graph.ts";
import { useTheme } from "../../app/theme.tsx";
import { palettes } from "../../graph/palette.ts";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Segments } from "../../ui/segments.tsx";
import { Slider } from "../../ui/slider.tsx";
import { edgeFacets } from "../filter.ts";
import { type EcosystemSearch, kinds } from "../search.ts";
import { FoldedGroup, Group, Hideable } from "./group.tsx";

const sizes = [
  { value: "files", label: "Files" },
  { value: "edges", label: "Edges" },
] as const;

type EdgeChoicesProps = { edges: readonly EdgeRow[]; search: EcosystemSearch; change(patch: EcosystemSearch): void };

/** What of the edges is drawn, and what the size of a disc says. */
export function EdgeChoices({ edges, search, change }: EdgeChoicesProps) {
  const found = useMemo(() => edgeFacets(edges), [edges]);
  const palette = palettes[useTheme().name];
  const min = search.min ?? 0;
  const [vouchesChosen] = useState(search.unwanted !== undefined);
  return (
    <>
      <Group title="Edges">
        <Hideable
          values={kinds}
          hidden={search.without}
          hide={(without) => change({ without })}
          aside={(kind) => found.kinds.get(kind) ?? 0}
          show={(kind) => (
            <>
              <span aria-hidden="true" className="h-0.5 w-3.5 rounded" style={{ background: palette.kind[kind] }} />
              {kind}
            </>
          )}
        />
        <Checkbox checked={search.dormant ?? false} onChange={(on) => change({ dormant: on })} aside={found.dormant}>
          dormant too
        </Checkbox>
        <div className="pt-1">
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
      <FoldedGroup title="Who vouches for edges" isChosen={vouchesChosen}>
        <Hideable
          values={edgeStanding.options}
          hidden={search.unwanted}
          hide={(unwanted) => change({ unwanted })}
          aside={(standing) => found.standings.get(standing) ?? 0}
        />
      </FoldedGroup>
      <Group title="Size of a disc">
        <Segments
          label="Size of a disc"
          value={search.size ?? "files"}
          options={sizes}
          onChange={(size) => change({ size: size === "files" ? undefined : size })}
        />
      </Group>
    </>
  );
}
