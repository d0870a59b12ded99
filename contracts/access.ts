import { z } from "zod";

/** Who may what, weakest first: a viewer reads, an operator acts, an admin decides who may. */
export const role = z.enum(["viewer", "operator", "admin"]);
export type Role = z.infer<typeof role>;

/** Who is signed in, as `system.session` answers. */
export const sessionInfo = z.object({ name: z.string(), role });
export type SessionInfo = z.infer<typeof sessionInfo>;

/** `POST /api/auth/links`: a link that signs a browser in, once, before `expiresAt`. */
export const loginLink = z.object({ url: z.url(), expiresAt: z.iso.datetime() });
export type LoginLink = z.infer<typeof loginLink>;
