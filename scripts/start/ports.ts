import { UserError } from "../../server/platform/errors.ts";
import { isPortFree } from "../embedded/freePort.ts";

/** A port that a hub is to listen on, and how a person moves it. */
export type WantedPort = { who: string; host: string; port: number; remedy: string };

/** Throws one `UserError` that names every wanted port which is taken, and by what if the system tells. */
export async function checkPorts(wanted: readonly WantedPort[]): Promise<void> {
  const repeated = wanted.find(({ port }, index) => wanted.findIndex((other) => other.port === port) !== index);
  if (repeated !== undefined) throw new UserError(`Port ${repeated.port} is wanted twice, also by ${repeated.who}.`);
  const free = await Promise.all(wanted.map(({ port, host }) => isPortFree(port, host)));
  const taken = wanted.filter((_, index) => !free[index]);
  if (taken.length === 0) return;
  const lines = await Promise.all(
    taken.map(async ({ who, port, remedy }) => {
      const holder = await whoListens(port);
      return `Port ${port}, for ${who}, is taken${holder === null ? "" : ` by ${holder}`}. ${remedy}`;
    }),
  );
  throw new UserError(lines.join("\n"));
}

/** The program that listens on a port, as `name (process 123)`; null when no tool here can tell. */
async function whoListens(port: number): Promise<string | null> {
  const [tool, pattern] = Bun.which("lsof")
    ? [["lsof", "-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-Fpc"], /^p(?<pid>\d+)\n(?:.*\n)*?c(?<name>.+)$/m]
    : [["ss", "-Hltnp", `sport = :${port}`], /\("(?<name>[^"]+)",pid=(?<pid>\d+)/];
  if (Bun.which(tool[0] ?? "") === null) return null;
  const asked = Bun.spawn(tool, { stdin: "ignore", stdout: "pipe", stderr: "ignore" });
  const found = pattern.exec(await new Response(asked.stdout).text())?.groups;
  return found?.name === undefined ? null : `${found.name} (process ${found.pid})`;
}
