import { defineRule } from "../rule.ts";

/** A project whose hub's clock is ahead of the Meta Hub's (negative: behind), in seconds. */
export type SkewFacts = { id: number; slug: string; name: string; skewSeconds: number };

/** Below a minute, a difference is the way of the network. */
const tolerated = 60;

/** `90 s`, `12 min`, `3 h`: coarse, so that a drift of seconds does not change an alert's text. */
function sayDuration(seconds: number): string {
  if (seconds < 120) return `${Math.floor(seconds / 30) * 30} s`;
  return seconds < 7200 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 3600)} h`;
}

/** A hub whose clock is more than 60 s from the Meta Hub's. */
export const clockSkew = defineRule<SkewFacts>({
  name: "clock-skew",
  facts: `select id, slug, name, "clockSkewSeconds" as "skewSeconds" from "ProjectCatalog"
    where origin <> 'archived' and "clockSkewSeconds" is not null order by slug`,
  judge: (projects) =>
    projects
      .filter(({ skewSeconds }) => Math.abs(skewSeconds) > tolerated)
      .map(({ id, slug, name, skewSeconds }) => ({
        rule: "clock-skew",
        fingerprint: `clock-skew:${slug}`,
        projectId: id,
        severity: "warning",
        title: `${name}'s clock is wrong`,
        description:
          `It is at least ${sayDuration(Math.abs(skewSeconds))} ${skewSeconds > 0 ? "ahead of" : "behind"} the Meta Hub's. ` +
          "What it tells is put right only to the minute, and only where it is ahead; beyond 300 s it refuses signed actions. " +
          "Set its clock, by NTP.",
      })),
});
