import { useTimely } from "./clock.ts";
import { agoWords, momentWords } from "./timeWords.ts";

/** Words that depend on now, in milliseconds since 1970. They alone render when they change, and nothing around them. */
export function Timely({ words }: { words(now: number): string }) {
  return useTimely(words);
}

type AgoProps = {
  at: string | null /** The moment it is told for, in milliseconds since 1970; now unless given. */;
  asOf?: number | undefined;
};

/** How long ago a moment was, or "never"; the moment itself is its title. */
export function Ago({ at, asOf }: AgoProps) {
  return (
    <span className="whitespace-nowrap" title={at === null ? undefined : momentWords(at)}>
      <Timely words={(now) => agoWords(at, asOf ?? now)} />
    </span>
  );
}
