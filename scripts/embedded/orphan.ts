import { readFile } from "node:fs/promises";

/** The command line of a running process, or null when there is none with this id. */
export async function commandLineOf(pid: number): Promise<string | null> {
  if (process.platform === "linux") {
    try {
      const text = (await readFile(`/proc/${pid}/cmdline`, "utf8")).replaceAll("\0", " ").trim();
      // A zombie has no command line any more: it runs nothing and holds nothing.
      return text === "" ? null : text;
    } catch {
      return null;
    }
  }
  const listing = Bun.spawn(["ps", "-o", "command=", "-p", String(pid)], { stdout: "pipe", stderr: "ignore" });
  const text = (await new Response(listing.stdout).text()).trim();
  return text === "" ? null : text;
}

/**
 * Ends a process that a killed supervisor left behind. Process ids are reused, so it is ended only when its command
 * line contains every one of `words`.
 *
 * @returns whether there was such a process; it is gone when this resolves.
 */
export async function endOrphan(pid: number, words: readonly string[], signal: NodeJS.Signals): Promise<boolean> {
  const isOurs = async () => {
    const commandLine = await commandLineOf(pid);
    return commandLine !== null && words.every((word) => commandLine.includes(word));
  };
  if (pid === process.pid || !(await isOurs())) return false;
  for (const [attempt, waitMs] of [
    [signal, 4000],
    ["SIGKILL", 2000],
  ] as const) {
    try {
      process.kill(pid, attempt);
    } catch {
      return true;
    }
    const deadline = performance.now() + waitMs;
    while (performance.now() < deadline) {
      if (!(await isOurs())) return true;
      await Bun.sleep(20);
    }
  }
  return true;
}
