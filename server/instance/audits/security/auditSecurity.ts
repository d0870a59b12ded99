import type { AuditInput } from "../auditInput.ts";
import type { AuditPart } from "../finding.ts";
import { findSecrets } from "./findSecrets.ts";
import { findVulnerabilities } from "./findVulnerabilities.ts";

/** Secrets in the files, and known vulnerabilities of the dependencies. */
export const auditSecurity = async (input: AuditInput): Promise<AuditPart[]> => [
  await findSecrets(input),
  await findVulnerabilities(input),
];
