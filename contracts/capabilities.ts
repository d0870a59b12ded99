import { z } from "zod";
import { fanoutPermission, slug } from "./names.ts";

const path = z.string().regex(/^\/[\w\-./]{0,200}$/, "must be a path that begins with /");

/** `GET /api/capabilities`: what an instance offers. Paths are relative to its `hubUrl`. */
export const capabilityManifest = z.object({
  project: slug,
  tools: z.array(z.string().max(120)).max(100),
  endpoints: z.record(z.string().max(60), path),
  events: z.array(z.string().max(120)).max(100),
  version: z.string().max(80),
  allowFanout: z.array(fanoutPermission).optional(),
  ui: path.optional(),
});
export type CapabilityManifest = z.infer<typeof capabilityManifest>;
