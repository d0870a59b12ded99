import { ZodError } from "zod";
import type { ErrorCode } from "../../contracts/errors.ts";
import { isDatabaseAway } from "../platform/databaseAway.ts";
import { AppError } from "../platform/errors.ts";

/** What of a failure may leave the process. */
export type PublicError = { code: ErrorCode; message: string; field?: string };

/** What is thrown while the database cannot serve, as the `unavailable` that it is; anything else unchanged. */
export const asExpected = (thrown: unknown): unknown =>
  !(thrown instanceof AppError) && isDatabaseAway(thrown)
    ? new AppError("unavailable", "The database does not answer. Try again shortly.", { cause: thrown })
    : thrown;

/**
 * The public side of anything thrown, as `asExpected` has it. What is neither an `AppError` nor a validation failure is
 * a defect of ours: its message stays in the log, and the answer names the request so that the two can be brought
 * together.
 */
export function publicError(thrown: unknown, requestId: string): PublicError {
  if (thrown instanceof AppError) {
    const { code, message, field } = thrown;
    return field === undefined ? { code, message } : { code, message, field };
  }
  if (thrown instanceof ZodError) return invalidInput(thrown);
  return { code: "internal", message: `Something failed on our side. The log has it under request ${requestId}.` };
}

/** A validation failure, told by its first issue: which field, and what it must be. */
export function invalidInput(error: ZodError): PublicError {
  const issue = error.issues[0];
  const field = fieldOf(issue);
  const message = issue?.message ?? "The input is not valid.";
  return field === ""
    ? { code: "invalid_input", message }
    : { code: "invalid_input", message: `${field}: ${message}`, field };
}

function fieldOf(issue: ZodError["issues"][number] | undefined): string {
  if (issue === undefined) return "";
  // An unknown key is reported at the object that holds it: name the key itself.
  const unknownKey = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  return [...issue.path, ...unknownKey].join(".");
}
