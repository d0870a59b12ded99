import { coerce, satisfies, valid, validRange } from "semver";
import { normalPythonName } from "../../manifests/pyproject.ts";
import { type Finding, plainText, type Severity } from "../finding.ts";
import type { Lockfile } from "../lockfiles/readLockfiles.ts";
import type { Advisory } from "./advisory.ts";

const severityOf: Record<Advisory["severity"], Severity> = {
  critical: "critical",
  high: "high",
  moderate: "warn",
  low: "info",
};

/**
 * Whether a version is in a vulnerable range. Versions of other ecosystems are brought to three numbers first: `1.2` is
 * 1.2.0, and `1.0rc1` is taken for 1.0.0. Null when range or version cannot be understood.
 */
export function isVulnerable(version: string, range: string): boolean | null {
  const exact = valid(version, { loose: true }) ?? coerce(version)?.version ?? null;
  const understood = validRange(range, { loose: true });
  if (exact === null || understood === null) return null;
  return satisfies(exact, understood, { loose: true, includePrerelease: true });
}

const nameIn = (ecosystem: Lockfile["ecosystem"], name: string) =>
  ecosystem === "pypi" ? normalPythonName(name) : name;

/** The packages of a lockfile that an advisory is about, and the advisories that cannot be compared. */
export function matchAdvisories(
  { path, ecosystem, packages }: Lockfile,
  advisories: Advisory[],
): { findings: Finding[]; unclear: string[] } {
  const about = Map.groupBy(
    advisories.filter((advisory) => advisory.ecosystem === ecosystem),
    (advisory) => nameIn(ecosystem, advisory.package),
  );
  const findings = new Map<string, Finding>();
  const unclear = new Set<string>();
  for (const { name, version, line } of packages) {
    for (const advisory of about.get(nameIn(ecosystem, name)) ?? []) {
      const answer = isVulnerable(version, advisory.vulnerable);
      if (answer === null)
        unclear.add(`${plainText(advisory.id)} cannot be compared with ${plainText(`${name} ${version}`)}`);
      if (answer !== true) continue;
      findings.set(`${advisory.id} ${name} ${version}`, {
        rule: `vulnerability/${plainText(advisory.id)}`,
        severity: severityOf[advisory.severity],
        message: plainText(`${advisory.title}: ${name} ${version} is in ${advisory.vulnerable}`),
        path,
        line,
        excerpt: plainText(`${name} ${version}`),
      });
    }
  }
  return { findings: [...findings.values()], unclear: [...unclear] };
}
