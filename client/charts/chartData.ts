/** One chart: what belongs together, in one unit. Times are seconds since 1970, as uPlot wants them. */
export type ChartData = {
  title: string;
  unit: string;
  max: number | null;
  lines: { name: string; points: { at: number; value: number | null }[] }[];
};

/** A moment that explains a line: an alert, or a run of an action. `at` is seconds since 1970. */
export type Annotation = { at: number; kind: "alert" | "run"; label: string };
