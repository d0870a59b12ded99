/** One finished child process. `output` is what it wrote, standard output and errors, when it was captured. */
export type Finished = { exitCode: number; output: string };

type Options = { environment?: Record<string, string> | undefined; capture?: boolean };

/** Gives a child this long to end in order before it is killed. */
const graceMs = 8000;

/** The child processes of one run. None outlives `stop`, nor do their own children. */
export class Children {
  readonly #running = new Set<Bun.Subprocess>();
  #stopped = false;

  /** Runs a command to its end, showing what it writes, or capturing it. Its colours follow the terminal's. */
  async run(command: string[], { environment = {}, capture = false }: Options = {}): Promise<Finished> {
    if (this.#stopped) return { exitCode: 130, output: "" };
    const color = process.stdout.isTTY && !process.env.NO_COLOR ? { FORCE_COLOR: "1" } : {};
    const child = Bun.spawn(command, {
      // A group of its own: Ctrl-C in a terminal reaches only us, and we end the children in order.
      detached: true,
      stdin: "ignore",
      stdout: capture ? "pipe" : "inherit",
      stderr: capture ? "pipe" : "inherit",
      env: { ...process.env, ...color, ...environment },
    });
    this.#running.add(child);
    try {
      const output = await Promise.all([textOf(child.stdout), textOf(child.stderr)]);
      return { exitCode: await child.exited, output: output.join("") };
    } finally {
      signalGroup(child.pid, "SIGKILL");
      this.#running.delete(child);
    }
  }

  /** Ends every child and refuses new ones. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(
      [...this.#running].map(async (child) => {
        signalGroup(child.pid, "SIGTERM");
        const impatience = setTimeout(() => signalGroup(child.pid, "SIGKILL"), graceMs);
        await child.exited;
        clearTimeout(impatience);
      }),
    );
  }
}

function textOf(stream: ReadableStream<Uint8Array> | number | undefined): Promise<string> | string {
  return stream instanceof ReadableStream ? new Response(stream).text() : "";
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody of the group is left.
  }
}
