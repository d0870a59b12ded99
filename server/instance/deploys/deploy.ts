/** One version that came to one environment. */
export type Deploy = { environment: string; version: string; deployedAt: Date };

/** The environments every project is asked about, in the order they are shown. */
export const environments = ["dev", "staging", "prod"] as const;

const otherNames: Record<string, string> = {
  development: "dev",
  stage: "staging",
  stg: "staging",
  production: "prod",
  live: "prod",
};

/** An environment's name as it is shown: lower-case, `production` is `prod`. */
export function environmentName(name: string): string {
  const lower = name.trim().toLowerCase();
  return otherNames[lower] ?? lower;
}
