import type { InstanceGraph } from "../../contracts/instance.ts";
import { Card } from "../ui/card.tsx";
import { Meter } from "../ui/meter.tsx";

/** The languages of what is shown, by lines. */
export function Languages({ languages }: { languages: InstanceGraph["languages"] }) {
  const most = Math.max(1, ...languages.map(({ lines }) => lines));
  return (
    <Card title="Languages" aside="by lines">
      {languages.length === 0 && <p className="text-ink-3">Nothing has been read yet.</p>}
      <ul className="flex flex-col gap-2.5">
        {languages.map(({ language, files, lines }) => (
          <li key={language ?? ""} className="flex flex-col gap-1">
            <span className="flex justify-between gap-2">
              <span className="font-medium">{language ?? "other"}</span>
              <span className="text-ink-3">
                {lines.toLocaleString()} lines, {files.toLocaleString()} {files === 1 ? "file" : "files"}
              </span>
            </span>
            <Meter value={lines} max={most} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
