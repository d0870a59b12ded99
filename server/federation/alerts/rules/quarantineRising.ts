import { defineRule } from "../rule.ts";
import { step } from "./step.ts";

/** Events rejected for one reason: in the last 10 min, and in the 24 h before those. */
export type QuarantineFacts = { reason: string; recent: number; before: number };

const spanMs = 600_000;
const spansBefore = 144;
const atLeast = 10;
const times = 2;

/**
 * Rejected events: at least 10 within 10 min, and more than twice the mean of such spans in the 24 h before.
 */
export const quarantineRising = defineRule<QuarantineFacts>({
  name: "quarantine-rising",
  facts: `select reason, count(*) filter (where "receivedAt" > $1)::float8 as recent,
      count(*) filter (where "receivedAt" <= $1)::float8 as before
    from "QuarantinedEvent" where "receivedAt" > $2 and "receivedAt" <= $3 group by reason`,
  values: (now) => [new Date(now.getTime() - spanMs), new Date(now.getTime() - spanMs * (spansBefore + 1)), now],
  judge(reasons) {
    const sum = (of: "recent" | "before") => reasons.reduce((total, entry) => total + entry[of], 0);
    const recent = sum("recent");
    const usual = sum("before") / spansBefore;
    if (recent < atLeast || recent <= times * usual) return [];
    const [most] = reasons.toSorted((a, b) => b.recent - a.recent || (a.reason < b.reason ? -1 : 1));
    return [
      {
        rule: "quarantine-rising",
        fingerprint: "quarantine-rising",
        projectId: null,
        severity: "warning",
        title: "More events are rejected than usual",
        description:
          `At least ${step(recent)} within 10 min, where ${Math.round(usual)} are usual. ` +
          `Most often: ${most?.reason.slice(0, 200) ?? "no reason given"}. ` +
          "The system page shows the last of them, with their subjects: whose they are.",
      },
    ];
  },
});
