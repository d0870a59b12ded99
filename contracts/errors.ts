import { z } from "zod";

/** Every way a call can fail. Stable: programs decide by `code`, people read `message`. */
export const errorCode = z.enum([
  "unauthenticated",
  "forbidden",
  "not_found",
  "method_not_allowed",
  "invalid_input",
  "conflict",
  "too_large",
  "rate_limited",
  "unavailable",
  "internal",
]);
export type ErrorCode = z.infer<typeof errorCode>;

/** The body of every failed REST answer. `field` names the input that was wrong. */
export const errorBody = z.object({
  error: z.object({ code: errorCode, message: z.string(), field: z.string().optional() }),
});
export type ErrorBody = z.infer<typeof errorBody>;
