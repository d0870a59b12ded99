import { momentWords } from "../app/timeWords.ts";
import type { Annotation } from "../charts/chartData.ts";
import { Card } from "../ui/card.tsx";

type Kind = Annotation["kind"];

const words: Record<Kind, string> = { alert: "Alert", run: "Run" };
const kinds: readonly Kind[] = ["alert", "run"];

/** Which upright line in the charts is what, of the kinds that there are. */
export function AnnotationKey({ annotations }: { annotations: readonly Annotation[] }) {
  const shown = kinds.filter((kind) => annotations.some((each) => each.kind === kind));
  if (shown.length === 0) return null;
  return (
    <ul aria-label="Upright lines" className="flex items-center gap-3 text-ink-2">
      {shown.map((kind) => (
        <li key={kind} className="flex items-center gap-1.5">
          <AnnotationMark kind={kind} /> {words[kind]}
        </li>
      ))}
    </ul>
  );
}

/** What the upright lines in the charts are, newest first. */
export function AnnotationList({ annotations }: { annotations: readonly Annotation[] }) {
  return (
    <Card title="Alerts and runs" aside={annotations.length}>
      <ul className="flex flex-col gap-1.5">
        {annotations.map(({ at, kind, label }) => (
          <li key={`${at} ${kind} ${label}`} className="flex flex-wrap items-center gap-x-2">
            <AnnotationMark kind={kind} />
            <span className="text-ink-3">{words[kind]}</span>
            <span>{label}</span>
            <span className="ml-auto text-ink-3">{momentWords(new Date(at * 1000).toISOString())}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function AnnotationMark({ kind }: { kind: Kind }) {
  return (
    <svg width="10" height="16" viewBox="0 0 10 16" aria-hidden="true" className="shrink-0">
      {kind === "alert" ? (
        <path d="M5 1 9 8H1ZM5 9v7" fill="var(--offline)" stroke="var(--offline)" strokeDasharray="3 2" />
      ) : (
        <path d="M1.5 1.5h7v7h-7ZM5 9v7" fill="var(--ink-2)" stroke="var(--ink-2)" />
      )}
    </svg>
  );
}
