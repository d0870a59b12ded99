import { z } from "zod";
import { isoTime } from "./names.ts";

/** Who may what, weakest first: a viewer reads, an operator acts, an admin decides who may. */
export const role = z.enum(["viewer", "operator", "admin"]);
export type Role = z.infer<typeof role>;

/** Who is signed in, as `system.session` answers. */
export const sessionInfo = z.object({ name: z.string(), role });
export type SessionInfo = z.infer<typeof sessionInfo>;

/** `POST /api/auth/links`: a link that signs a browser in, once, before `expiresAt`. */
export const loginLink = z.object({ url: z.url(), expiresAt: isoTime });
export type LoginLink = z.infer<typeof loginLink>;

/** One key of the API, without the key. `createdBy` is null for one that the hub made itself. */
export const apiKeyRow = z.object({
  id: z.uuid(),
  name: z.string(),
  role,
  /** Whether it opens anything now: neither revoked nor expired. */
  active: z.boolean(),
  createdAt: isoTime,
  createdBy: z.string().nullable(),
  expiresAt: isoTime.nullable(),
  revokedAt: isoTime.nullable(),
  /** To within five minutes. */
  lastUsedAt: isoTime.nullable(),
});
export type ApiKeyRow = z.infer<typeof apiKeyRow>;

/** `keys.create`. The name is what logs and the audit log call its holder. Without `expiresAt` it lasts until revoked. */
export const newApiKey = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^\P{C}*$/u, "must have no control characters"),
  role,
  expiresAt: z.iso.datetime({ offset: true }).optional(),
});
export type NewApiKey = z.infer<typeof newApiKey>;

/** The answer to `keys.create`: the only time anyone sees the key. */
export const createdApiKey = apiKeyRow.extend({ key: z.string() });
export type CreatedApiKey = z.infer<typeof createdApiKey>;

/** Names one key. */
export const apiKeyId = z.strictObject({ id: z.uuid() });
