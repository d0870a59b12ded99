import type { HubConfig } from "../../../contracts/config.ts";
import type { AuditKind } from "../../../contracts/instance.ts";
import { listFiles } from "../repository/files/listFiles.ts";
import type { AuditInput } from "./auditInput.ts";
import { auditCode } from "./codeReview/auditCode.ts";
import type { AuditOutcome, AuditPart } from "./finding.ts";
import { judge } from "./judge.ts";
import { auditLicences } from "./license/auditLicences.ts";
import { auditSecurity } from "./security/auditSecurity.ts";

/** Every audit by its kind. The next is one entry. */
const audits: Record<AuditKind, (input: AuditInput) => Promise<AuditPart[]>> = {
  security: auditSecurity,
  codeReview: auditCode,
  license: auditLicences,
};

/**
 * Runs one audit over a working tree and answers what it came to. Stores nothing and needs no database. `root` is
 * absolute, `registry` is asked for advisories in place of npm's own. Throws the signal's reason when it is aborted,
 * and when `root` cannot be listed.
 */
export async function performAudit(input: {
  kind: AuditKind;
  root: string;
  config: HubConfig;
  registry?: string | undefined;
  signal?: AbortSignal;
}): Promise<AuditOutcome> {
  const { kind, root, config, registry, signal } = input;
  const cancel = signal === undefined ? {} : { signal };
  const { paths } = await listFiles(root, cancel);
  return judge(kind, await audits[kind]({ root, files: paths, config: config.audits, registry, ...cancel }));
}
