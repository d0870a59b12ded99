import { AppError } from "../platform/errors.ts";

/** The most streams that one key or session holds open at once: a person's windows, a service's workers. */
export const mostStreams = 50;

/** Notes a stream of `who`, and answers what notes its end. @throws AppError `rate_limited` above the most. */
export type OpenStreams = (who: string) => () => void;

/** Counts open streams in memory; each hub counts for itself. */
export function createOpenStreams(): OpenStreams {
  const open = new Map<string, number>();
  return (who) => {
    const before = open.get(who) ?? 0;
    if (before >= mostStreams) {
      throw new AppError("rate_limited", `You have ${mostStreams} live streams open already. Close one first.`);
    }
    open.set(who, before + 1);
    return () => {
      const left = (open.get(who) ?? 1) - 1;
      if (left === 0) open.delete(who);
      else open.set(who, left);
    };
  };
}
