import { useQuery } from "@tanstack/react-query";
import { Card } from "../ui/card.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { Tag } from "../ui/tag.tsx";
import { FileLink } from "./fileLink.tsx";
import { searchQuery } from "./queries.ts";
import { SidePanel } from "./sidePanel.tsx";

type ResultsProps = { text: string; openFile(path: string): void; close(): void };

/** Files, symbols and tasks that hold the words. */
export function Results({ text, openFile, close }: ResultsProps) {
  const result = useQuery(searchQuery(text));
  const found = result.data;
  return (
    <SidePanel kind="Found" title={`“${text}”`} keepFocus close={close}>
      {result.isPending && <div className="skeleton h-40" />}
      {result.isError && <FailureNotice error={result.error} retry={() => void result.refetch()} />}
      {found && (
        <>
          <p role="status" className="sr-only">
            {found.totals.files} files, {found.totals.symbols} symbols, {found.totals.tasks} tasks found
          </p>
          <Group title="Matching files" total={found.totals.files} shown={found.files.length}>
            {found.files.map(({ path, language }) => (
              <li key={path} className="flex items-baseline justify-between gap-2">
                <FileLink path={path} open={openFile} />
                <span className="text-xs whitespace-nowrap text-ink-3">{language}</span>
              </li>
            ))}
          </Group>
          <Group title="Matching symbols" total={found.totals.symbols} shown={found.symbols.length}>
            {found.symbols.map(({ path, kind, name, line }) => (
              <li key={`${path} ${line} ${kind} ${name}`} className="flex flex-col items-start">
                <span className="flex items-baseline gap-2">
                  <Tag>{kind}</Tag>
                  <span className="min-w-0 wrap-anywhere">{name}</span>
                </span>
                <FileLink path={path} line={line} open={openFile} />
              </li>
            ))}
          </Group>
          <Group title="Matching tasks" total={found.totals.tasks} shown={found.tasks.length}>
            {found.tasks.map(({ path, tag, text: words, line }) => (
              <li key={`${path} ${line} ${words}`} className="flex flex-col items-start">
                <span className="flex items-baseline gap-2">
                  <Tag>{tag}</Tag>
                  <span className="min-w-0 wrap-anywhere">{words}</span>
                </span>
                <FileLink path={path} line={line} open={openFile} />
              </li>
            ))}
          </Group>
        </>
      )}
    </SidePanel>
  );
}

type GroupProps = { title: string; total: number; shown: number; children: React.ReactNode };

function Group({ title, total, shown, children }: GroupProps) {
  return (
    <Card title={title} aside={total.toLocaleString()}>
      {total === 0 ? <p className="text-ink-3">None.</p> : <ul className="flex flex-col gap-2">{children}</ul>}
      {total > shown && <p className="mt-3 text-ink-3">These are the best {shown}: more letters find fewer.</p>}
    </Card>
  );
}
