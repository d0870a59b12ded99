/**
 * What of the texts that were committed, the oldest first, has still not come back once `kept` has; null where `kept` is none
 * of them: somebody else has set it.
 */
export function stillUnderWay(committed: readonly string[], kept: string): string[] | null {
  const mine = committed.indexOf(kept);
  return mine === -1 ? null : committed.slice(mine + 1);
}
