/** What a line means; it decides its colour. Lines without a meaning of their own are told apart by neutral colours. */
export type Tone = "ok" | "warn" | "fail";

/** One line of a chart. Times are seconds since 1970, as uPlot wants them; null is "not known then". */
export type ChartLine = { name: string; tone?: Tone; points: { at: number; value: number | null }[] };

/** One chart: what belongs together, in one unit. */
export type ChartData = {
  title: string;
  unit: string;
  max: number | null;
  /** Whether it counts things: then it has whole numbers only. */
  whole?: boolean;
  /** Whether a value holds until the next: a fact does, a measurement does not. */
  holds?: boolean;
  /** Where values stand for words: the word of 0, 1, 2 and so on. */
  words?: readonly string[];
  /** Writes a value as other pages do; without it, it is a number. */
  say?: (value: number) => string;
  lines: ChartLine[];
};

/** A moment that explains a line: an alert, or a run of an action. `at` is seconds since 1970. */
export type Annotation = { at: number; kind: "alert" | "run"; label: string };
