import { z } from "zod";
import { fanoutPermission, slug } from "./names.ts";

const path = z.string().regex(/^\/[\w\-./]{0,200}$/, "must be a path that begins with /");

/** Texts that a database cannot hold, and that nobody means: U+0000 and halves of a character. */
const text = (length: number) =>
  z
    .string()
    .max(length)
    .refine((value) => value.isWellFormed() && !value.includes("\u0000"), "must be text");

/** Names a metric's key too, so it is one word. */
const endpointName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/, "must be letters, digits, hyphens, underscores");
const maxEndpoints = 30;

/** `GET /api/capabilities`: what an instance offers. Paths are relative to its `hubUrl`. */
export const capabilityManifest = z.object({
  project: slug,
  tools: z.array(text(120)).max(100),
  endpoints: z
    .record(endpointName, path)
    .refine((endpoints) => Object.keys(endpoints).length <= maxEndpoints, `must be at most ${maxEndpoints}`),
  events: z.array(text(120)).max(100),
  version: text(80),
  allowFanout: z.array(fanoutPermission).optional(),
  ui: path.optional(),
});
export type CapabilityManifest = z.infer<typeof capabilityManifest>;
