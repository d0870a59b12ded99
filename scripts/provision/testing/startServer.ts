import { join } from "node:path";
import type { Lifecycle } from "../../../server/platform/lifecycle.ts";
import { eventually } from "../../testing/eventually.ts";

/**
 * Runs a server of the Prometheus project until `lifecycle` stops it, and answers its address once it is ready. Its log is `<name>.log` in `folder`.
 *
 * @throws when it is not ready within 30 s.
 */
export async function startServer(
  lifecycle: Lifecycle,
  { name, folder, host, command }: { name: string; folder: string; host: string; command: string[] },
): Promise<string> {
  const log = Bun.file(join(folder, `${name}.log`));
  const child = Bun.spawn(command, { stdin: "ignore", stdout: "ignore", stderr: log });
  lifecycle.onStop(name, async () => {
    child.kill("SIGTERM");
    await child.exited;
  });
  await eventually(async () => (await fetch(`http://${host}/-/ready`)).ok, { timeoutMs: 30_000 });
  return `http://${host}`;
}
