import type { InstanceGraph } from "../../contracts/instance.ts";
import { AuditCard } from "./auditCard.tsx";
import { Audits } from "./audits.tsx";
import { FileCard } from "./fileCard.tsx";
import { Health } from "./health.tsx";
import { Languages } from "./languages.tsx";
import { Numbers } from "./numbers.tsx";
import { Results } from "./results.tsx";
import type { InstanceSearch } from "./search.ts";
import { Tasks } from "./tasks.tsx";

type PanelProps = {
  search: InstanceSearch;
  /** The root's first page: its numbers are those of the whole repository. */
  graph: InstanceGraph | undefined;
  go(patch: InstanceSearch): void;
  openFile(path: string): void;
};

/** Beside the graph: what was searched for or opened, else what there is to know about the whole. */
export function Panel({ search, graph, go, openFile }: PanelProps) {
  const { text, file, audit } = search;
  if (text) return <Results {...{ text, openFile }} close={() => go({ text: "" })} />;
  if (audit) return <AuditCard id={audit} openFile={openFile} close={() => go({ audit: "" })} />;
  if (file) return <FileCard path={file} openFile={openFile} close={() => go({ file: "" })} />;
  return (
    <div className="flex flex-col gap-4">
      {graph ? <Numbers graph={graph} /> : <div className="skeleton h-32" />}
      <Health />
      <Audits openAudit={(id) => go({ audit: id })} />
      <Tasks openFile={openFile} />
      {graph && <Languages languages={graph.languages} />}
    </div>
  );
}
