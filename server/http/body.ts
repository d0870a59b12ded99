import { AppError } from "../platform/errors.ts";

/** The largest request body that the Meta Hub takes, in bytes. */
export const maxBodyBytes = 64 * 1024;

/** Up to so many bytes a refusal says why; above, the connection is refused by Bun itself with an empty 413. */
export const mostBytesTaken = 1024 * 1024;

/**
 * Refuses a body before any of it is read. Its length must be told: a body that is sent in chunks could be of any.
 *
 * @throws AppError `too_large`
 */
export function refuseLargeBody(request: Request, limit: number): void {
  const length = request.headers.get("content-length");
  const unknown = length === null && request.headers.has("transfer-encoding");
  if (unknown) throw new AppError("too_large", `Say how long the body is in Content-Length: at most ${limit} bytes.`);
  if (Number(length ?? 0) > limit) throw new AppError("too_large", `The body may have at most ${limit} bytes.`);
}
