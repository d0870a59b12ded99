/**
 * Settings for reading a repository that somebody else made: its own configuration may name programs to run
 * (`core.fsmonitor`, hooks), and it may belong to another user.
 */
const careful = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "safe.directory=*"];

/** Runs a reading git command in a folder. @returns what it printed, or null where there is no git or it failed. */
export async function runGit(
  folder: string,
  args: readonly string[],
  options: { signal?: AbortSignal } = {},
): Promise<Uint8Array | null> {
  const git = Bun.which("git");
  if (git === null) return null;
  const command = Bun.spawn([git, ...careful, ...args], {
    cwd: folder,
    // Without our environment: a GIT_DIR in it would name another repository.
    env: {},
    stdin: "ignore",
    stdout: "pipe",
    stderr: "ignore",
    ...(options.signal && { signal: options.signal }),
  });
  const output = await new Response(command.stdout).bytes();
  const exitCode = await command.exited;
  options.signal?.throwIfAborted();
  return exitCode === 0 ? output : null;
}
