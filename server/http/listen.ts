import type { AnyElysia } from "elysia";
import { UserError } from "../platform/errors.ts";
import { originOf } from "../platform/originOf.ts";

/**
 * Lets an app answer at `host` and `port`; `variables` are those that set them, for what is said when they cannot be used.
 *
 * @returns where it answers. Throws `UserError` for a host that is none and for a port that is taken.
 */
export function listen(
  app: AnyElysia,
  { host, port, variables }: { host: string; port: number; variables: { host: string; port: string } },
): URL {
  const address = URL.parse(originOf(host, port));
  if (address === null) throw new UserError(`${variables.host} ${host} is not the name or address of a machine.`);
  try {
    // Elysia shares a port with whoever else does, and each would get half of the requests.
    app.listen({ hostname: host, port, reusePort: false });
  } catch (thrown) {
    if (!(thrown instanceof Error && "code" in thrown && thrown.code === "EADDRINUSE")) throw thrown;
    throw new UserError(`${host}:${port} is taken by another program. ${variables.port} names another port.`);
  }
  return address;
}
