import type { StartEnv } from "../../server/platform/env.ts";

/** The program that opens a link for the person at this machine; null where there is no display to open it on. */
function browserCommand(env: StartEnv, platform: NodeJS.Platform = process.platform): string[] | null {
  if (env.CI !== undefined) return null;
  if (platform === "darwin") return ["open"];
  if (platform === "win32") return ["cmd", "/c", "start", ""];
  return env.DISPLAY === undefined && env.WAYLAND_DISPLAY === undefined ? null : ["xdg-open"];
}

/** Opens `link` if it can; a browser that does not open is no failure, the link is printed too. */
export function openBrowser(env: StartEnv, link: string): void {
  const command = browserCommand(env);
  const [program] = command ?? [];
  if (command === null || program === undefined || Bun.which(program) === null) return;
  Bun.spawn([...command, link], { stdin: "ignore", stdout: "ignore", stderr: "ignore" }).unref();
}
