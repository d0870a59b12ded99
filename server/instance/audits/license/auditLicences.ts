import type { AuditInput } from "../auditInput.ts";
import { type AuditPart, type Finding, plainText } from "../finding.ts";
import { readLockfiles } from "../lockfiles/readLockfiles.ts";
import { allows } from "./allows.ts";
import { licenceOf } from "./licenceOf.ts";

const named = 5;

/**
 * The licences of all locked dependencies against the allowlist in `hub.yaml`. One that is not allowed fails the audit;
 * one that cannot be found out, or is no SPDX expression, makes it inconclusive.
 */
export async function auditLicences(input: AuditInput): Promise<AuditPart[]> {
  const { allow, known } = input.config.license;
  const allowed = new Set(allow.map((id) => id.toLowerCase()));
  const { lockfiles, inconclusive } = await readLockfiles(input);
  const findings: Finding[] = [];
  const unknown = new Set<string>();
  const seen = new Set<string>();
  for (const lockfile of lockfiles) {
    for (const locked of lockfile.packages) {
      input.signal?.throwIfAborted();
      const identity = `${lockfile.ecosystem} ${locked.name} ${locked.version}`;
      if (seen.has(identity)) continue;
      seen.add(identity);
      const licence = await licenceOf(locked, lockfile, { root: input.root, known });
      const answer = licence === null ? null : allows(licence, allowed);
      if (answer === null) unknown.add(`${locked.name} ${locked.version}`);
      if (answer !== false) continue;
      findings.push({
        rule: "licence/not-allowed",
        severity: "high",
        message: plainText(`${locked.name} ${locked.version} is under ${licence}, which is not on the allowlist`),
        path: lockfile.path,
        line: locked.line,
        excerpt: plainText(licence ?? ""),
      });
    }
  }
  if (unknown.size > 0) {
    const first = [...unknown].slice(0, named).map(plainText).join(", ");
    inconclusive.push(
      `the licence of ${unknown.size} dependencies is unknown: ${first}${unknown.size > named ? ", ..." : ""}`,
    );
  }
  const counts = { dependencies: seen.size, notAllowed: findings.length, unknown: unknown.size };
  return [{ findings, inconclusive, counts }];
}
