/** A length that the policy gives in minutes, in an alert's text: `10 min`, or `12 s` where it is under one. */
export const sayMinutes = (minutes: number): string =>
  minutes < 1 ? `${Math.round(minutes * 60)} s` : `${minutes} min`;
