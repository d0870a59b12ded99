import type { AuditInput } from "../auditInput.ts";
import type { AuditPart, Severity } from "../finding.ts";
import type { Ecosystem } from "../lockfiles/locked.ts";
import { type Lockfile, readLockfiles } from "../lockfiles/readLockfiles.ts";
import type { Advisory } from "./advisory.ts";
import { type AdvisoryFile, readAdvisoryFile } from "./advisoryFile.ts";
import { askRegistry, publicRegistry } from "./askRegistry.ts";
import { matchAdvisories } from "./matchAdvisories.ts";

/**
 * Known vulnerabilities of the packages that the lockfiles hold. Where the repository has an advisory file, that is asked
 * about the ecosystems it speaks for; npm packages else the registry. Whatever nobody could be asked about makes this part
 * inconclusive; a count is then null where nothing was found, because something may be there.
 */
export async function findVulnerabilities(input: AuditInput): Promise<AuditPart> {
  const { lockfiles, inconclusive } = await readLockfiles(input);
  const file = await readAdvisoryFile(input.root, input.config.security.advisories);
  if (file !== null && "reason" in file) inconclusive.push(file.reason);
  const known = file === null || "reason" in file ? { ecosystems: [], advisories: [] } : file;
  const findings: AuditPart["findings"] = [];
  for (const ecosystem of new Set(lockfiles.map((lockfile) => lockfile.ecosystem))) {
    const held = lockfiles.filter((lockfile) => lockfile.ecosystem === ecosystem && lockfile.packages.length > 0);
    if (held.length === 0) continue;
    const answer = await advisoriesAbout(ecosystem, held, known, input);
    if ("reason" in answer) {
      inconclusive.push(`dependencies (${ecosystem}): ${answer.reason}`);
      continue;
    }
    for (const lockfile of held) {
      const matched = matchAdvisories(lockfile, answer.advisories);
      findings.push(...matched.findings);
      inconclusive.push(...matched.unclear.slice(0, 10));
    }
  }
  const count = (severity: Severity) => {
    const found = findings.filter((finding) => finding.severity === severity).length;
    return found === 0 && inconclusive.length > 0 ? null : found;
  };
  const counts = {
    dependencies: lockfiles.reduce((sum, { packages }) => sum + packages.length, 0),
    vulnsCritical: count("critical"),
    vulnsHigh: count("high"),
    vulnsModerate: count("warn"),
    vulnsLow: count("info"),
  };
  return { findings, inconclusive, counts };
}

async function advisoriesAbout(
  ecosystem: Ecosystem,
  held: Lockfile[],
  file: AdvisoryFile,
  { config, registry = publicRegistry, signal }: AuditInput,
): Promise<{ advisories: Advisory[] } | { reason: string }> {
  if (file.ecosystems.includes(ecosystem)) return file;
  if (ecosystem !== "npm") {
    return { reason: `no registry is asked about these; ${config.security.advisories} can speak for them` };
  }
  const packages = held.flatMap((lockfile) => lockfile.packages);
  return askRegistry(packages, { registry, signal });
}
