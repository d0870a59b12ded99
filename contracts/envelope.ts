import { z } from "zod";
import { fanoutPermission, slug } from "./names.ts";

/** Headers of everything signed, as in Standard Webhooks v1. */
export const signatureHeader = {
  id: "webhook-id",
  timestamp: "webhook-timestamp",
  signature: "webhook-signature",
} as const;

/** How far a signature's timestamp may be from now, both ways, in seconds. */
export const signatureToleranceSeconds = 300;

/** During a key rotation the old and the new key both sign; more than four signatures is an attack. */
export const maxSignatures = 4;

/** How long an action may be tried, in seconds. */
export const maxActionLifetimeSeconds = 3600;

export const actionId = z.string().regex(/^[A-Za-z0-9_-]{8,80}$/);

/** The body of a signed action. `exp` is in seconds since 1970; `sub` is the full NATS subject it was sent on. */
export const actionEnvelope = z.strictObject({
  v: z.literal(1),
  id: actionId,
  iss: z.literal("meta"),
  aud: slug,
  sub: z.string().max(255),
  type: fanoutPermission,
  exp: z.number().int().positive(),
  args: z.record(z.string().max(60), z.json()),
});
export type ActionEnvelope = z.infer<typeof actionEnvelope>;

/** How far an instance has come with an action. */
export const receiptState = z.enum(["accepted", "refused", "started", "completed", "failed"]);
export type ReceiptState = z.infer<typeof receiptState>;

/** The body of a signed receipt. */
export const signedReceipt = z.object({
  v: z.literal(1),
  actionId,
  projectSlug: slug,
  state: receiptState,
  auditId: z.string().max(80).optional(),
  reason: z.string().max(500).optional(),
  result: z.record(z.string().max(60), z.json()).optional(),
  at: z.iso.datetime({ offset: true }),
});
export type SignedReceipt = z.infer<typeof signedReceipt>;
