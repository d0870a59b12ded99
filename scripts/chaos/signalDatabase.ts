import { readFile } from "node:fs/promises";
import type { EmbeddedPostgres } from "../embedded/postgres.ts";

/** PostgreSQL's processes: the server, and one for each connection and each of its own works. The server alone where the system does not tell. */
export async function serverProcesses({ pid }: Pick<EmbeddedPostgres, "pid">): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "");
  return [pid, ...children.split(" ").filter(Boolean).map(Number)];
}

/** Lets all of PostgreSQL stand still, or go on. Each process is a group of its own, so a signal to the group of the server would reach nobody else. */
export async function signalDatabase(
  postgres: Pick<EmbeddedPostgres, "pid">,
  signal: "SIGSTOP" | "SIGCONT",
): Promise<void> {
  // The server first: once it stands still there are no new ones.
  process.kill(postgres.pid, signal);
  for (const pid of (await serverProcesses(postgres)).slice(1)) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended meanwhile.
    }
  }
}
