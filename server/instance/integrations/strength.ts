/**
 * What one proof is worth when seen, 0..1, by source. The Meta Hub joins the proofs of an edge and lets them age; the
 * numbers here are judgements, chosen so that traffic that happened outweighs an intention that was written down.
 */

/**
 * Requests that happened: `n / (n + 20)`, where a request that failed with 5xx counts a fifth. 1 request is 0.05, 20
 * are 0.5, 180 are 0.9; never 1, because a log cannot prove that nobody else was meant.
 */
export function trafficStrength(requests: number, failures: number): number {
  const weighed = Math.max(0, requests - failures) + failures / 5;
  return weighed / (weighed + 20);
}

/** A dependency that was declared: 0.9 where the code runs with it, 0.5 where only its development does. */
export const dependencyStrength = (development: boolean): number => (development ? 0.5 : 0.9);

/** References to another's schemas: `1 − 0.5ⁿ`, at most 0.95: one is 0.5, two are 0.75. */
export const referenceStrength = (references: number): number => Math.min(0.95, 1 - 0.5 ** references);

/** A compose service: 0.8 where another service is connected to it, 0.6 where it merely stands in the file. */
export const serviceStrength = (connected: boolean): number => (connected ? 0.8 : 0.6);

/** The name of a variable: 0.4. That a secret has a place here does not show that it is used. */
export const variableStrength = 0.4;
