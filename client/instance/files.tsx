import { ChevronRight, File, Folder } from "lucide-react";
import type { InstanceGraph } from "../../contracts/instance.ts";
import { Card } from "../ui/card.tsx";
import { Value } from "../ui/value.tsx";
import { entriesOf } from "./entries.ts";

type FilesProps = { graph: InstanceGraph | undefined; folder: string; go(folder: string): void };

/** The repository, one folder at a time. Folders count everything below them. */
export function Files({ graph, folder, go }: FilesProps) {
  const parts = folder === "" ? [] : folder.split("/");
  return (
    <Card title="Files" aside={graph && <Trail root={graph.project} parts={parts} go={go} />}>
      {graph === undefined && <div className="skeleton h-40" />}
      {graph?.total === 0 && (
        <p className="text-ink-3">
          {graph.scan === null ? "The first scan has not begun yet." : "There is no file here."}
        </p>
      )}
      {graph && graph.total > 0 && (
        <div className="-m-4 overflow-x-auto">
          <table className="w-full text-left">
            <thead className="text-xs text-ink-3">
              <tr className="border-b border-line *:px-4 *:py-2 *:font-medium">
                <th scope="col">Name</th>
                <th scope="col" className="text-right">
                  Lines
                </th>
                <th scope="col" className="text-right">
                  Symbols
                </th>
                <th scope="col" className="text-right">
                  Tasks
                </th>
              </tr>
            </thead>
            <tbody>
              {entriesOf(graph, folder).map((entry) => (
                <tr key={entry.path} className="border-b border-line last:border-b-0 *:px-4 *:py-1.5">
                  <th scope="row" className="font-normal">
                    {entry.kind === "folder" ? (
                      <button
                        type="button"
                        onClick={() => go(entry.path)}
                        className="flex min-h-6 items-center gap-2 text-left font-medium hover:underline"
                      >
                        <Folder className="size-4 shrink-0 text-accent" aria-hidden="true" />
                        {entry.name}
                        <span className="text-xs font-normal text-ink-3">
                          {entry.files.toLocaleString()} {entry.files === 1 ? "file" : "files"}
                        </span>
                      </button>
                    ) : (
                      <span className="flex min-h-6 items-center gap-2">
                        <File className="size-4 shrink-0 text-ink-3" aria-hidden="true" />
                        <span className="break-all">{entry.name}</span>
                        <span className="text-xs text-ink-3">{entry.note}</span>
                      </span>
                    )}
                  </th>
                  <td className="text-right">
                    <Value of={entry.lines} />
                  </td>
                  <td className="text-right">
                    <Value of={entry.symbols} />
                  </td>
                  <td className="text-right">
                    <Value of={entry.tasks} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {graph && graph.next !== null && (
        <p className="mt-6 text-ink-3">
          Only the first {graph.files.length.toLocaleString()} files are listed: open a folder for the rest.
        </p>
      )}
    </Card>
  );
}

function Trail({ root, parts, go }: { root: string; parts: string[]; go(folder: string): void }) {
  const steps = [
    { name: root, path: "" },
    ...parts.map((name, index) => ({ name, path: parts.slice(0, index + 1).join("/") })),
  ];
  return (
    <nav aria-label="Folder" className="flex flex-wrap items-center">
      {steps.map((step, index) => (
        <span key={step.path} className="inline-flex items-center">
          {index > 0 && <ChevronRight className="size-3" aria-hidden="true" />}
          {index === steps.length - 1 ? (
            <span aria-current="page" className="px-1 text-ink-2">
              {step.name}
            </span>
          ) : (
            <button
              type="button"
              onClick={() => go(step.path)}
              className="min-h-6 rounded px-1 text-accent hover:underline"
            >
              {step.name}
            </button>
          )}
        </span>
      ))}
    </nav>
  );
}
