import type { AlertRule } from "../../contracts/alerts.ts";

/** Each rule in a person's words. */
const ruleWords: Readonly<Record<AlertRule, string>> = {
  blind: "The Meta Hub hears nothing",
  offline: "Offline",
  degraded: "Degraded",
  flapping: "Flapping",
  "security-spike": "Security findings rose",
  "endpoint-unreachable": "Endpoint unreachable",
  "action-failed": "Action failed",
  "clock-skew": "Clock is off",
  "quarantine-rising": "More events refused",
  "signature-refused": "Signed message not believed",
};

/** All rules, in a person's words. */
export const watched: readonly string[] = Object.values(ruleWords);

/** Whether this client knows a rule: a newer Meta Hub may have more. */
export function isKnownRule(rule: string): rule is AlertRule {
  return Object.hasOwn(ruleWords, rule);
}

/** A rule in words; one that this client does not know by its name. */
export function wordsOfRule(rule: string): string {
  return isKnownRule(rule) ? ruleWords[rule] : rule;
}
