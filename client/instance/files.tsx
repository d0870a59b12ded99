import { useInfiniteQuery } from "@tanstack/react-query";
import { ChevronRight, File, Folder } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { Value } from "../ui/value.tsx";
import { entriesOf } from "./entries.ts";
import { folderQuery } from "./queries.ts";

type FilesProps = { name: string; folder: string; go(folder: string): void; openFile(path: string): void };

/** The repository, one folder at a time. Folders count everything below them. */
export function Files({ name, folder, go, openFile }: FilesProps) {
  const pages = useInfiniteQuery(folderQuery(folder));
  const first = pages.data?.pages[0];
  const listed = first && {
    folders: first.folders,
    files: pages.data?.pages.flatMap((page) => page.files) ?? [],
  };
  const entries = listed && entriesOf(listed, folder);
  return (
    <Card title="Files" aside={<Trail root={name} parts={folder === "" ? [] : folder.split("/")} go={go} />}>
      {pages.isPending && <div className="skeleton h-40" />}
      {pages.isError && !pages.data && <FailureNotice error={pages.error} retry={() => void pages.refetch()} />}
      {entries?.length === 0 && (
        <p className="text-ink-3">
          {first?.scan === null ? "The first scan has not begun yet." : "There is no file here."}
        </p>
      )}
      {entries && entries.length > 0 && (
        <div className="-m-4 overflow-x-auto">
          <table className="w-full text-left">
            <thead className="text-xs text-ink-3">
              <tr className="border-b border-line *:px-2 *:py-2 *:font-medium *:first:pl-4 *:last:pr-4 sm:*:px-4">
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
              {entries.map((entry) => (
                <tr
                  key={entry.path}
                  className="border-b border-line last:border-b-0 *:px-2 *:py-1.5 *:first:pl-4 *:last:pr-4 sm:*:px-4"
                >
                  <th scope="row" className="font-normal">
                    {entry.kind === "folder" ? (
                      <button
                        type="button"
                        onClick={() => go(entry.path)}
                        className="flex min-h-6 items-center gap-2 text-left font-medium hover:underline"
                      >
                        <Folder className="size-4 shrink-0 text-accent" aria-hidden="true" />
                        <Named name={entry.name}>
                          {entry.files.toLocaleString()} {entry.files === 1 ? "file" : "files"}
                        </Named>
                      </button>
                    ) : (
                      <button
                        type="button"
                        onClick={() => openFile(entry.path)}
                        className="flex min-h-6 items-center gap-2 text-left hover:underline"
                      >
                        <File className="size-4 shrink-0 text-ink-3" aria-hidden="true" />
                        <Named name={entry.name}>{entry.note}</Named>
                      </button>
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
      {pages.hasNextPage && (
        <Button className="mt-8" disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          Show more
        </Button>
      )}
    </Card>
  );
}

/** A name and what there is to say of it, which comes below where there is no room beside. */
function Named({ name, children }: { name: string; children: ReactNode }) {
  return (
    <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
      <span className="min-w-0 wrap-anywhere">{name}</span>
      <span className="text-xs font-normal whitespace-nowrap text-ink-3">{children}</span>
    </span>
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
