import type { FanoutPermission } from "../../contracts/names.ts";

/** What a permission lets the Meta Hub ask a project for, in words. */
export const permissionWords: Readonly<Record<FanoutPermission, string>> = {
  "audit.security": "a security audit",
  "graph.refresh": "its summaries",
};
