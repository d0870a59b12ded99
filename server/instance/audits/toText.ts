import type { AuditOutcome, Finding, Severity } from "./finding.ts";

const colours: Record<Severity | "ok" | "fail" | "inconclusive", number> = {
  critical: 31,
  high: 31,
  warn: 33,
  info: 36,
  ok: 32,
  fail: 31,
  inconclusive: 33,
};

const titles: Record<string, string> = { vulnsCritical: "critical vulnerabilities", vulnsHigh: "high vulnerabilities" };

/** `testedFiles` as words: `tested files`. */
const inWords = (name: string) => titles[name] ?? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function place({ path, line }: Finding): string {
  if (path === null) return "the whole repository";
  return line === null ? path : `${path}:${line}`;
}

/** A report for people: the findings, the worst first, then the counts, then the verdict. Ends with a line break. */
export function toText(outcome: AuditOutcome, { colour }: { colour: boolean }): string {
  const paint = (word: string, as: keyof typeof colours) => (colour ? `\u001b[${colours[as]}m${word}\u001b[0m` : word);
  const findings = outcome.findings.flatMap((finding) => [
    `${paint(finding.severity.padEnd(8), finding.severity)}  ${place(finding)}`,
    `          ${finding.message}`,
    `          ${finding.rule}${finding.excerpt === null ? "" : `  ${finding.excerpt}`}`,
    "",
  ]);
  const counts = Object.entries(outcome.counts).map(([name, value]) => `${inWords(name)}: ${value ?? "unknown"}`);
  const verdict = paint(outcome.status, outcome.status);
  return [
    ...findings,
    counts.join(" · "),
    `${outcome.kind}: ${verdict}${outcome.reason === null ? "" : ` (${outcome.reason})`}`,
    "",
  ].join("\n");
}
