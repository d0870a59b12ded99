import { styleText } from "node:util";

/** What a colour means here, so that all commands mean the same. */
export type Tone = "good" | "bad" | "warning" | "quiet" | "strong";

const styles = { good: "green", bad: "red", warning: "yellow", quiet: "dim", strong: "bold" } as const;

/** Gives text its tone, where standard output shows colours: a terminal, and neither NO_COLOR nor a pipe. */
export function paint(tone: Tone, text: string): string {
  return process.stdout.hasColors?.() === true ? styleText(styles[tone], text, { validateStream: false }) : text;
}
