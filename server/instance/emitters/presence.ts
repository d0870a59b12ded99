import { createHash } from "node:crypto";
import type { EventWire } from "../../../contracts/events.ts";
import type { InstanceContext, InstanceProject } from "../context.ts";

/** The tools an instance offers: its own page, and what `hub.yaml` names. */
export const toolsOf = ({ config }: InstanceContext): string[] => [...new Set(["vislzr", ...config.tools])];

/**
 * The name of this hub among those of its project: the same after a restart at the same address, another at another.
 */
export function hubIdOf({ slug, hubUrl }: InstanceProject): string {
  return `${slug.slice(0, 50)}-${createHash("sha256").update(hubUrl).digest("hex").slice(0, 8)}`;
}

/** "I am here." `capabilities` is what this instance lets the Meta Hub ask of it. */
export const presenceOf = (ctx: InstanceContext, version: string): EventWire<"hub.presence"> => ({
  projectSlug: ctx.project.slug,
  meshNs: ctx.project.meshNs,
  hubUrl: ctx.project.hubUrl,
  version,
  tools: toolsOf(ctx),
  capabilities: ctx.config.allowFanout,
});
