import type { Lifecycle } from "../../server/platform/lifecycle.ts";

const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Lets Ctrl-C and SIGTERM stop what a command has started, in order, and end it then; asked again, it ends at once.
 * What is just being started is not waited for: such a command is run with `bun --no-orphans`, which kills it, and its
 * folder may stay.
 */
export function stopOnSignal(lifecycle: Lifecycle): void {
  let asked = false;
  for (const [signal, exitCode] of Object.entries(exitCodes)) {
    const end = async () => {
      if (asked) process.exit(exitCode);
      asked = true;
      await lifecycle.stop();
      process.exit(exitCode);
    };
    process.on(signal, end);
    lifecycle.onStop(`no more ${signal}`, () => void process.off(signal, end));
  }
}
