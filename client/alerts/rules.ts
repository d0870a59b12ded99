import type { AlertRule } from "../../contracts/alerts.ts";

/** Each rule in a person's words, and when it fires. */
const rules: Readonly<Record<AlertRule, { title: string; when: string }>> = {
  blind: { title: "The Meta Hub hears nothing", when: "It hears no project, or too many fell silent at once." },
  offline: { title: "Offline", when: "A project was not heard for longer than the policy allows." },
  degraded: { title: "Degraded", when: "A project has been degraded for longer than the policy allows." },
  flapping: { title: "Flapping", when: "A project comes and goes again and again." },
  "security-spike": {
    title: "Security findings rose",
    when: "New critical vulnerabilities, or more failed audits than usual.",
  },
  "endpoint-unreachable": { title: "Endpoint unreachable", when: "An endpoint did not answer three times in a row." },
  "action-failed": { title: "Action failed", when: "A project refused an action, or did not answer it in time." },
  "clock-skew": { title: "Clock is off", when: "A hub's clock is more than 60 s from the Meta Hub's." },
  "quarantine-rising": { title: "More events refused", when: "More events are refused than is usual." },
  "signature-refused": {
    title: "Signed message not believed",
    when: "One did not match its sender's key, or came late or twice.",
  },
};

/** All rules, in a person's words. */
export const watched: readonly { title: string; when: string }[] = Object.values(rules);

/** Whether this client knows a rule: a newer Meta Hub may have more. */
export function isKnownRule(rule: string): rule is AlertRule {
  return Object.hasOwn(rules, rule);
}

/** A rule in words; one that this client does not know by its name. */
export function wordsOfRule(rule: string): string {
  return isKnownRule(rule) ? rules[rule].title : rule;
}
