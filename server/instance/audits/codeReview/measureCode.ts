import { type FileReading, readSource } from "../../repository/source/readSource.ts";
import { type AuditInput, forEachFile } from "../auditInput.ts";

/** Languages that are read by people but not run: their length is no matter of review. */
const prose = new Set(["Markdown", "Text", "reStructuredText", "JSON", "YAML", "TOML", "XML", "CSV", "SVG", "HTML"]);

/** A source file as it was read: what it holds, and how long it is. */
export type MeasuredFile = Pick<FileReading, "path" | "lines" | "symbols" | "tasks" | "language">;

/** Every file of the repository that is code, read with the same eyes as the scan. */
export async function measureCode(input: AuditInput): Promise<MeasuredFile[]> {
  const measured: MeasuredFile[] = [];
  await forEachFile(input, async (path) => {
    const result = await readSource(input.root, path, undefined);
    if (result.outcome !== "read") return;
    const { language, skipped, lines, symbols, tasks } = result.reading;
    const isCode = language !== null && skipped === null && !prose.has(language) && !isLockfile(path);
    if (isCode) measured.push({ path, language, lines, symbols, tasks });
  });
  return measured;
}

const isLockfile = (path: string) => /(^|\/)[\w.-]*\block\b[\w.-]*$/.test(path);
