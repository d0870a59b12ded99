import type { AuditKind } from "../../contracts/instance.ts";

/** What people call the audits. */
export const auditKindWords: Record<AuditKind, string> = {
  security: "Security",
  codeReview: "Code review",
  license: "Licences",
};
