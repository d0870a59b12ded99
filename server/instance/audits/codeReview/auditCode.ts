import type { AuditsConfig } from "../../../../contracts/config.ts";
import type { AuditInput } from "../auditInput.ts";
import { type AuditPart, type Finding, plainText, type Severity } from "../finding.ts";
import { type MeasuredFile, measureCode } from "./measureCode.ts";
import { testedFiles } from "./testedFiles.ts";

/** Of each rule, at most this many findings, the worst first: a review of everything is read by nobody. */
const perRule = 20;

const finding = (
  rule: string,
  severity: Severity,
  message: string,
  path: string | null,
  line: number | null,
): Finding => ({
  rule: `review/${rule}`,
  severity,
  message: plainText(message),
  path,
  line,
  excerpt: null,
});

/** What a review says about measured code. Pure; the thresholds are those of `hub.yaml`. */
export function reviewCode(files: MeasuredFile[], limits: AuditsConfig["codeReview"]): AuditPart {
  const longFiles = files.filter(({ lines }) => lines > limits.maxFileLines).sort((a, b) => b.lines - a.lines);
  const longFunctions = files
    .flatMap(({ path, symbols }) =>
      symbols.map((symbol) => ({ path, ...symbol, lines: symbol.endLine - symbol.line + 1 })),
    )
    .filter(({ kind, lines }) => kind === "function" && lines > limits.maxFunctionLines)
    .sort((a, b) => b.lines - a.lines);
  const { tested, untested } = testedFiles(files);
  const lines = files.reduce((sum, file) => sum + file.lines, 0);
  const tasks = files.reduce((sum, file) => sum + file.tasks.length, 0);
  const density = lines === 0 ? 0 : (1000 * tasks) / lines;
  const subjects = tested.length + untested.length;
  const testedShare = subjects === 0 ? null : tested.length / subjects;
  const findings = [
    ...longFiles
      .slice(0, perRule)
      .map((file) =>
        finding("long-file", "warn", `${file.lines} lines; the limit is ${limits.maxFileLines}`, file.path, 1),
      ),
    ...longFunctions
      .slice(0, perRule)
      .map(({ name, lines: length, path, line }) =>
        finding(
          "long-function",
          "warn",
          `${name} has ${length} lines; the limit is ${limits.maxFunctionLines}`,
          path,
          line,
        ),
      ),
    ...untested
      .sort((a, b) => b.symbols.length - a.symbols.length)
      .slice(0, perRule)
      .map(({ symbols, path }) =>
        finding("no-test", "info", `${symbols.length} symbols and no test beside them`, path, 1),
      ),
  ];
  if (density > limits.maxTasksPerThousandLines) {
    const message = `${tasks} tasks in ${lines} lines, ${density.toFixed(1)} in a thousand; the limit is ${limits.maxTasksPerThousandLines}`;
    findings.push(finding("task-density", "warn", message, null, null));
  }
  if (testedShare !== null && testedShare < limits.minTestedShare) {
    const message = `${tested.length} of ${subjects} files have a test beside them; at least ${Math.round(100 * limits.minTestedShare)} % should`;
    findings.push(finding("tested-share", "warn", message, null, null));
  }
  const counts = {
    files: files.length,
    lines,
    tasks,
    longFiles: longFiles.length,
    longFunctions: longFunctions.length,
    testedFiles: tested.length,
    untestedFiles: untested.length,
  };
  return { findings, inconclusive: [], counts };
}

/** The largest files, the longest functions, code without tests beside it, and how much is still to be done. */
export const auditCode = async (input: AuditInput): Promise<AuditPart[]> => [
  reviewCode(await measureCode(input), input.config.codeReview),
];
