/** Between which two numbers something was, rounded to whole ones: "3 to 9", "about 3" where both round to one, "always 3". */
export function rangeWords(low: number, high: number): string {
  if (low === high) return `always ${whole(high)}`;
  return whole(low) === whole(high) ? `about ${whole(high)}` : `${whole(low)} to ${whole(high)}`;
}

const whole = (value: number) => value.toLocaleString(undefined, { maximumFractionDigits: 0 });
