/** The largest of 10, 20, 50, 100, 200, 500 ... that is not above `count`: an alert's text changes with these. */
export function step(count: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(count));
  return [5, 2, 1].map((digit) => digit * magnitude).find((value) => value <= count) ?? magnitude;
}
