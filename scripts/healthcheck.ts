import { z } from "zod";

/**
 * Whether a hub answers 200 at an address: exit code 0 or 1. For a container's health check, where there may be no curl.
 *
 *   bun scripts/healthcheck.ts http://127.0.0.1:5400/ready
 */
const address = z.url({ protocol: /^https?$/ }).safeParse(process.argv[2]);
if (!address.success) {
  console.error("Which address? Like: bun scripts/healthcheck.ts http://127.0.0.1:5400/ready");
  process.exit(2);
}
const said = await fetch(address.data, { signal: AbortSignal.timeout(4000) }).then(
  async (answer) => ({ ok: answer.ok, text: `${answer.status} ${(await answer.text()).slice(0, 300)}` }),
  (thrown: unknown) => ({ ok: false, text: thrown instanceof Error ? thrown.message : String(thrown) }),
);
console.log(said.text);
process.exit(said.ok ? 0 : 1);
