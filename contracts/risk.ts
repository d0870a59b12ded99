import { z } from "zod";

/** The parts of a project's risk, in the order they are shown. */
export const riskPartName = z.enum(["security", "compliance", "liveness", "freshness"]);
export type RiskPartName = z.infer<typeof riskPartName>;

/** One number a part was computed from, and how old it is. */
export const riskInput = z.object({
  key: z.string(),
  value: z.union([z.number(), z.string()]).nullable(),
  ageSeconds: z.number().nullable(),
});

/** One part of a risk score. `value` is 0..100, or null while its inputs are unknown: unknown is never 0. */
export const riskPart = z.object({
  name: riskPartName,
  value: z.number().min(0).max(100).nullable(),
  weight: z.number().min(0),
  inputs: z.array(riskInput),
});
export type RiskPart = z.infer<typeof riskPart>;

/**
 * A project's risk, explained. `total` is the weighted mean of the known parts, 0..100;
 * `coverage` is the weight of the known parts divided by all weight, 0..1.
 */
export const riskScore = z.object({
  version: z.string(),
  total: z.number().min(0).max(100).nullable(),
  coverage: z.number().min(0).max(1),
  parts: z.array(riskPart),
});
export type RiskScore = z.infer<typeof riskScore>;
