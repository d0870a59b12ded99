import type { z } from "zod";
import { errorBody } from "../../contracts/errors.ts";

/** A hub answered, but with a failure. `status` is HTTP's. */
class HubFailure extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Asks this project hub's own API, and checks that the answer has the agreed shape: the hub may be of another version.
 * @throws HubFailure when the hub refuses or answers in another shape.
 */
export async function askHub<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  signal: AbortSignal,
): Promise<z.infer<Schema>> {
  const response = await fetch(path, { signal, headers: { accept: "application/json" } });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const failure = errorBody.safeParse(body);
    throw new HubFailure(response.status, failure.success ? failure.data.error.message : response.statusText);
  }
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new HubFailure(response.status, `${path} answered in a shape this page does not know.`);
  return parsed.data;
}
