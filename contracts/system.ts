import { z } from "zod";
import { policyConfig } from "./config.ts";
import { isoTime } from "./names.ts";

/** How the Meta Hub itself is: what an operator looks at first when numbers look wrong. */
export const systemStatus = z.object({
  version: z.string(),
  startedAt: isoTime,
  database: z.object({
    /** The version of the PostgreSQL server. */
    server: z.string(),
    /** The newest migration of the Federation DB; null before the first. */
    lastMigration: z.string().nullable(),
  }),
  /** How many projects' hubs run which version, the most frequent first; null is a hub that never told. */
  hubs: z.array(z.object({ version: z.string().nullable(), projects: z.number() })),
  /** `policy.yaml` as it is in force, defaults included. Who is notified is left out: an address may be a secret. */
  policy: policyConfig.omit({ notifications: true }),
  mesh: z.object({
    connected: z.boolean(),
    server: z.string().nullable(),
    /** False on a broker without authentication: then any client could speak for any project. */
    identitiesEnforced: z.boolean(),
  }),
  /** Since when the Meta Hub hears nothing, or too little to judge anybody by, and why; null while it hears. */
  blind: z.object({ since: isoTime, reason: z.string() }).nullable(),
  /** `projects.yaml`: when it was last applied, and why it is not applied as it is now. */
  declarations: z.object({ appliedAt: isoTime.nullable(), problem: z.string().nullable() }),
  /** Legacy heartbeats of projects that nobody knew. */
  legacyUnknown: z.number(),
  ingest: z.object({
    /** Events acknowledged by the broker that are not yet committed here. */
    pending: z.number().nullable(),
    committed: z.number(),
    lastBatchAt: isoTime.nullable(),
    /** How long the event stored last had waited at the broker, in milliseconds; null before the first. */
    lagMs: z.number().nullable(),
  }),
  /** Of the publishers that count now: how many, how many of their events never came, and the projects that lack most. */
  completeness: z.object({
    publishers: z.number(),
    missing: z.number(),
    projects: z.array(z.object({ slug: z.string(), missing: z.number(), askedAt: isoTime.nullable() })),
  }),
  /** The projects whose clock is furthest ahead (negative: behind), in seconds. */
  skewed: z.array(z.object({ slug: z.string(), seconds: z.number() })),
  quarantine: z.object({
    total: z.number(),
    recent: z.array(z.object({ subject: z.string(), reason: z.string(), receivedAt: isoTime })),
  }),
});
export type SystemStatus = z.infer<typeof systemStatus>;

/** Which rejected events: those before the event `after`, newest first. */
export const quarantineQuery = z.strictObject({
  after: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  limit: z.int().min(1).max(200).default(50),
});
export type QuarantineQuery = z.input<typeof quarantineQuery>;

/** An event that was rejected, with what came. */
export const quarantinedEvent = z.object({
  id: z.string(),
  subject: z.string(),
  reason: z.string(),
  receivedAt: isoTime,
  /** Its first 4 KiB as UTF-8; what is no text is shown as U+FFFD. */
  payload: z.string(),
});
export type QuarantinedEvent = z.infer<typeof quarantinedEvent>;

/** `GET /health`: the process runs and answers. */
export const health = z.object({ status: z.literal("ok"), version: z.string() });
export type Health = z.infer<typeof health>;

/** `GET /ready`: whether it can do its work, and what is missing where it cannot. */
export const readiness = z.object({ status: z.enum(["ready", "not ready"]), reasons: z.array(z.string()) });
export type Readiness = z.infer<typeof readiness>;
