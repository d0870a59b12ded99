import { columnIds, columns, hiddenColumns, hideColumns } from "../columns.ts";
import type { EcosystemSearch } from "../search.ts";
import { Group, Hideable } from "./group.tsx";

type ColumnChoicesProps = { search: EcosystemSearch; change(patch: EcosystemSearch): void };

/** Which columns the table has; the project's name is always there. */
export function ColumnChoices({ search, change }: ColumnChoicesProps) {
  return (
    <Group title="Columns">
      <Hideable
        values={columnIds.filter((id) => id !== "name")}
        hidden={hiddenColumns(search.fold, search.more)}
        hide={(hidden) => change(hideColumns(hidden))}
        show={(id) => columns.find((column) => column.id === id)?.title}
      />
    </Group>
  );
}
