import type { AlertRow, NewSilence } from "../../contracts/alerts.ts";
import { isKnownRule, wordsOfRule } from "./rules.ts";

/** What a silence begun from an alert can mute. */
export type SilenceScope = { label: string; matchers: Pick<NewSilence, "project" | "rule"> };

/** The choices for one alert, the narrowest first. Empty only for a rule without project that this client does not know. */
export function silenceScopes({ project, rule }: Pick<AlertRow, "project" | "rule">): SilenceScope[] {
  const words = wordsOfRule(rule);
  return [
    ...(project !== null && isKnownRule(rule)
      ? [{ label: `"${words}" of ${project}`, matchers: { project, rule } }]
      : []),
    ...(project === null ? [] : [{ label: `everything of ${project}`, matchers: { project } }]),
    ...(isKnownRule(rule) ? [{ label: `"${words}" of every project`, matchers: { rule } }] : []),
  ];
}
