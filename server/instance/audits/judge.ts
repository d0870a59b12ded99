import type { AuditVerdict } from "../../../contracts/events.ts";
import type { AuditKind } from "../../../contracts/instance.ts";
import { type AuditOutcome, type AuditPart, type Finding, severities } from "./finding.ts";

/** More findings than this are counted, not kept. */
const maxFindings = 1000;

const numberOf = (findings: Finding[], ...wanted: string[]) =>
  findings.filter(({ severity }) => wanted.includes(severity)).length;

/**
 * The status of an audit, from its worst: a critical or high finding fails it, whatever else is unknown; else a part
 * that could not be checked makes it inconclusive, because then nothing can be called fine; else a warning warns.
 */
export function auditStatus(findings: Finding[], inconclusive: string[]): AuditVerdict {
  if (numberOf(findings, "critical", "high") > 0) return "fail";
  if (inconclusive.length > 0) return "inconclusive";
  return numberOf(findings, "warn") > 0 ? "warn" : "ok";
}

/** Joins the parts of an audit, the worst findings first; of more than 1,000 the mildest are dropped, and counted. */
export function judge(kind: AuditKind, parts: AuditPart[]): AuditOutcome {
  const rank = ({ severity }: Finding) => severities.indexOf(severity);
  const all = parts.flatMap(({ findings }) => findings).sort((a, b) => rank(a) - rank(b));
  const inconclusive = parts.flatMap((part) => part.inconclusive);
  const status = auditStatus(all, inconclusive);
  const found = severities.flatMap((severity) => {
    const number = numberOf(all, severity);
    return number === 0 ? [] : [`${number} ${severity}`];
  });
  const reasons = [...(found.length > 0 ? [`${found.join(", ")} found`] : []), ...inconclusive];
  return {
    kind,
    status,
    reason: status === "ok" ? null : reasons.join("; ").slice(0, 2000),
    counts: Object.assign({ findings: all.length }, ...parts.map(({ counts }) => counts)),
    findings: all.slice(0, maxFindings),
  };
}
