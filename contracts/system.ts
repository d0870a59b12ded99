import { z } from "zod";
import { isoTime } from "./names.ts";

/** How the Meta Hub itself is: what an operator looks at first when numbers look wrong. */
export const systemStatus = z.object({
  version: z.string(),
  startedAt: isoTime,
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
  }),
  quarantine: z.object({
    total: z.number(),
    recent: z.array(z.object({ subject: z.string(), reason: z.string(), receivedAt: isoTime })),
  }),
});
export type SystemStatus = z.infer<typeof systemStatus>;
