import type { CapabilityManifest } from "../../../../contracts/capabilities.ts";
import { summarySubjects } from "../../../../contracts/subjects.ts";
import type { InstanceContext } from "../../../instance/context.ts";
import { toolsOf } from "../../../instance/emitters/presence.ts";

/** `GET /api/capabilities`: what this instance offers, and what it lets the Meta Hub ask of it. */
export const manifestOf = (ctx: InstanceContext, version: string): CapabilityManifest => ({
  project: ctx.project.slug,
  tools: toolsOf(ctx),
  endpoints: { graph: "/api/graph", task: "/api/task", audits: "/api/audits", health: "/health" },
  events: ["hub.presence", "hub.health", ...summarySubjects, "integration.edge", "audit.result"],
  version,
  allowFanout: ctx.config.allowFanout,
  ui: "/vislzr",
});
