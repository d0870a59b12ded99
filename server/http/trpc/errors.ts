import { type TRPC_ERROR_CODE_KEY, TRPCError, type TRPCErrorShape } from "@trpc/server";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import { ZodError } from "zod";
import type { ErrorCode } from "../../../contracts/errors.ts";
import { AppError, httpStatusOf } from "../../platform/errors.ts";
import { asExpected, type PublicError, publicError } from "../publicError.ts";

/** tRPC's name of every error code of ours. */
const trpcCodeOf: Record<ErrorCode, TRPC_ERROR_CODE_KEY> = {
  unauthenticated: "UNAUTHORIZED",
  forbidden: "FORBIDDEN",
  not_found: "NOT_FOUND",
  method_not_allowed: "METHOD_NOT_SUPPORTED",
  invalid_input: "UNPROCESSABLE_CONTENT",
  conflict: "CONFLICT",
  too_large: "PAYLOAD_TOO_LARGE",
  rate_limited: "TOO_MANY_REQUESTS",
  unavailable: "SERVICE_UNAVAILABLE",
  internal: "INTERNAL_SERVER_ERROR",
};

/** What tRPC itself throws before a procedure runs: an unknown path, a wrong method, a body that is not JSON. */
const codeOfTrpcsOwn: Partial<Record<TRPC_ERROR_CODE_KEY, ErrorCode>> = {
  BAD_REQUEST: "invalid_input",
  PARSE_ERROR: "invalid_input",
  UNSUPPORTED_MEDIA_TYPE: "invalid_input",
  NOT_FOUND: "not_found",
  METHOD_NOT_SUPPORTED: "method_not_allowed",
  PAYLOAD_TOO_LARGE: "too_large",
};

/** The error of a failed call: `data.code` is ours and stable, `data.field` names the input that was wrong. */
export type CallError = TRPCErrorShape<{ code: ErrorCode; httpStatus: number; field?: string }>;

function publicErrorOf(error: TRPCError, requestId: string): PublicError {
  const cause = asExpected(error.cause);
  if (cause instanceof AppError || cause instanceof ZodError) return publicError(cause, requestId);
  const code = codeOfTrpcsOwn[error.code];
  return code === undefined ? publicError(error, requestId) : { code, message: error.message };
}

/** An `AppError` or a validation failure as the tRPC error with the right HTTP status; anything else unchanged. */
export function toTrpcError(error: TRPCError): TRPCError {
  const cause = asExpected(error.cause);
  if (cause instanceof AppError) return new TRPCError({ code: trpcCodeOf[cause.code], message: cause.message, cause });
  if (cause instanceof ZodError) return new TRPCError({ code: trpcCodeOf.invalid_input, cause });
  return error;
}

/** A public error in tRPC's shape. */
export const callErrorOf = ({ code, message, field }: PublicError): CallError => ({
  code: TRPC_ERROR_CODES_BY_KEY[trpcCodeOf[code]],
  message,
  data: { code, httpStatus: httpStatusOf[code], ...(field === undefined ? {} : { field }) },
});

/** What the caller is told of a failed call. */
export const formatCallError = (error: TRPCError, requestId: string): CallError =>
  callErrorOf(publicErrorOf(error, requestId));
