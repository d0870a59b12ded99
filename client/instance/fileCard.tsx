import { useQuery } from "@tanstack/react-query";
import type { InstanceFileCard } from "../../contracts/instance.ts";
import { Card } from "../ui/card.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { Tag } from "../ui/tag.tsx";
import { Fact, Value } from "../ui/value.tsx";
import { FileLink } from "./fileLink.tsx";
import { fileQuery } from "./queries.ts";
import { SidePanel } from "./sidePanel.tsx";

type FileCardProps = { path: string; openFile(path: string): void; close(): void };

/** One file: its symbols, its tasks, what it imports and what imports it. */
export function FileCard({ path, openFile, close }: FileCardProps) {
  const card = useQuery(fileQuery(path));
  return (
    <SidePanel kind="File" title={path} close={close}>
      {card.isPending && <div className="skeleton h-40" />}
      {card.isError && <FailureNotice error={card.error} retry={() => void card.refetch()} />}
      {card.data && <Content card={card.data} openFile={openFile} />}
    </SidePanel>
  );
}

function Content({ card, openFile }: { card: InstanceFileCard; openFile(path: string): void }) {
  const { file, totals } = card;
  return (
    <>
      <dl className="grid grid-cols-2 gap-4 rounded-lg border border-line bg-surface p-4 sm:grid-cols-4">
        <Fact name="Language">{file.language ?? "unknown"}</Fact>
        <Fact name="Lines">
          <Value of={file.lines} />
        </Fact>
        <Fact name="Size">
          <Value of={file.size / 1024} unit="KiB" digits={1} />
        </Fact>
        <Fact name="Content">{file.skipped === null ? "read" : `not read: ${file.skipped}`}</Fact>
      </dl>
      <Entries title="Symbols" total={totals.symbols} shown={card.symbols.length} none="No symbol was found.">
        {card.symbols.map((symbol) => (
          <li
            key={`${symbol.kind} ${symbol.name} ${symbol.line} ${symbol.endLine}`}
            className="flex items-baseline gap-2"
          >
            <Tag>{symbol.kind}</Tag>
            <span className="min-w-0 wrap-anywhere">{symbol.name}</span>
            <span className="ml-auto text-xs whitespace-nowrap text-ink-3">
              {symbol.line === symbol.endLine ? `line ${symbol.line}` : `lines ${symbol.line}–${symbol.endLine}`}
            </span>
          </li>
        ))}
      </Entries>
      <Entries title="Tasks" total={totals.tasks} shown={card.tasks.length} none="Nothing is noted as left to do.">
        {card.tasks.map((task) => (
          <li key={`${task.line} ${task.text}`} className="flex items-baseline gap-2">
            <Tag>{task.tag}</Tag>
            <span className="min-w-0 wrap-anywhere">{task.text}</span>
            <span className="ml-auto text-xs whitespace-nowrap text-ink-3">line {task.line}</span>
          </li>
        ))}
      </Entries>
      <Paths title="Imports" none="It imports no file of this repository." {...{ openFile, paths: card.imports }} />
      <Paths title="Imported by" none="No file imports it." {...{ openFile, paths: card.importedBy }} />
    </>
  );
}

type EntriesProps = { title: string; total: number; shown: number; none: string; children: React.ReactNode };

function Entries({ title, total, shown, none, children }: EntriesProps) {
  return (
    <Card title={title} aside={total.toLocaleString()}>
      {total === 0 ? <p className="text-ink-3">{none}</p> : <ul className="flex flex-col gap-2">{children}</ul>}
      {total > shown && <p className="mt-3 text-ink-3">These are the first {shown.toLocaleString()}.</p>}
    </Card>
  );
}

type PathsProps = { title: string; paths: readonly string[]; none: string; openFile(path: string): void };

function Paths({ title, paths, none, openFile }: PathsProps) {
  return (
    <Entries title={title} total={paths.length} shown={paths.length} none={none}>
      {paths.map((path) => (
        <li key={path}>
          <FileLink path={path} open={openFile} />
        </li>
      ))}
    </Entries>
  );
}
