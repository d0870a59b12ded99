import { afterAll, beforeAll, expect, test } from "bun:test";
import { chmod, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "./provision/testing/composeFile.ts";
import { eventually } from "./testing/eventually.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fed-interrupted-"));
  // As root, PostgreSQL runs as another user, who must be able to enter.
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Process = { pid: number; parent: number };

/** Every process that runs; one that has ended and is not taken note of yet is none. */
async function processes(): Promise<Process[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const read = pids.map(async (pid): Promise<Process[]> => {
    const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
    const state = /^State:\s+(\w)/m.exec(status)?.[1] ?? "Z";
    return state === "Z" ? [] : [{ pid: Number(pid), parent: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]) }];
  });
  return (await Promise.all(read)).flat();
}

/** The processes that one has started, and those that these have. */
async function descendantsOf(pid: number): Promise<number[]> {
  const all = await processes();
  const found = [pid];
  for (const known of found) found.push(...all.filter(({ parent }) => parent === known).map((one) => one.pid));
  return found.slice(1);
}

test.each([
  ["chaos", "SIGINT", ["--only", "duplicates", "--replicas", "1"], "duplicates: "],
  ["fleet", "SIGTERM", ["--projects", "3", "--seconds", "300"], " events/s "],
] as const)(
  "%s that is ended by %s leaves no process and no folder behind",
  async (name, signal, args, atWork) => {
    const { PATH = "", HOME = "" } = process.env;
    const child = Bun.spawn([process.execPath, "run", name, ...args], {
      ...{ cwd: projectRoot, stdin: "ignore", stdout: "ignore", stderr: "pipe" },
      env: { PATH, HOME, TMPDIR: folder },
    });
    let said = "";
    for await (const text of child.stderr.pipeThrough(new TextDecoderStream())) {
      said += text;
      if (said.includes(atWork)) break;
    }
    expect(said).toContain(atWork);
    const started = await descendantsOf(child.pid);
    // The command itself, PostgreSQL with some of its own, a broker, a Meta Hub.
    expect(started.length).toBeGreaterThan(5);
    const [command = 0] = started;
    process.kill(command, signal);
    await child.exited;
    await eventually(async () => {
      const running = new Set((await processes()).map(({ pid }) => pid));
      return started.every((pid) => !running.has(pid));
    });
    expect(await readdir(folder)).toEqual([]);
  },
  120_000,
);
