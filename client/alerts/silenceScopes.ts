import type { AlertRow, NewSilence } from "../../contracts/alerts.ts";
import { isKnownRule, wordsOfRule } from "./rules.ts";

/** What a silence begun from an alert can mute. */
export type SilenceScope = { label: string; matchers: Pick<NewSilence, "project" | "rule"> };

/**
 * The choices for one alert, the narrowest first. Empty only for a rule without project that this client does not know.
 * `nameOf` names a slug.
 */
export function silenceScopes(
  { project, rule }: Pick<AlertRow, "project" | "rule">,
  nameOf: (slug: string) => string,
): SilenceScope[] {
  const words = wordsOfRule(rule);
  return [
    ...(project !== null && isKnownRule(rule)
      ? [{ label: `"${words}" of ${nameOf(project)}`, matchers: { project, rule } }]
      : []),
    ...(project === null ? [] : [{ label: `everything of ${nameOf(project)}`, matchers: { project } }]),
    ...(isKnownRule(rule) ? [{ label: `"${words}" of every project`, matchers: { rule } }] : []),
  ];
}
