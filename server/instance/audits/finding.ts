import type { AuditVerdict } from "../../../contracts/events.ts";
import { type AuditKind, findingSeverity } from "../../../contracts/instance.ts";

/** From worst to mildest. */
export const severities = findingSeverity.options.toReversed();
export type Severity = (typeof severities)[number];

/**
 * One thing an audit found. `path` is relative to the root with forward slashes, `line` counts from 1. No field holds
 * any character of a secret.
 */
export type Finding = {
  rule: string;
  severity: Severity;
  message: string;
  path: string | null;
  line: number | null;
  excerpt: string | null;
};

/**
 * What one part of an audit came to. `inconclusive` says why something could not be found out; empty when all was.
 * Counts that could not be found out are null, never 0.
 */
export type AuditPart = { findings: Finding[]; inconclusive: string[]; counts: Record<string, number | null> };

/** What a whole audit came to. `reason` says in words what is behind any status but ok. */
export type AuditOutcome = {
  kind: AuditKind;
  status: AuditVerdict;
  reason: string | null;
  counts: Record<string, number | null>;
  findings: Finding[];
};

const maxText = 500;

/** Text from outside on one line: no control characters, at most 500 characters. */
export function plainText(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}]+/gu, " ")
    .trim()
    .slice(0, maxText);
}
