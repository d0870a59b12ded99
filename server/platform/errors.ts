import type { ErrorCode } from "../../contracts/errors.ts";

/** HTTP status of every error code. The one place where they meet. */
export const httpStatusOf: Record<ErrorCode, number> = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  too_large: 413,
  invalid_input: 422,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
};

/**
 * A failure with a stable code and a public message a person can act on. `cause` is for the log only and
 * never leaves the process.
 */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly field: string | undefined;

  constructor(code: ErrorCode, message: string, details: { field?: string; cause?: unknown } = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.field = details.field;
  }
}

/** What a command or a start says when the person must change something; printed without a stack. */
export class UserError extends Error {
  override readonly name = "UserError";
}

/** The message of anything thrown, for logs. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
