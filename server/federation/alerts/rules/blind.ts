import { defineRule } from "../rule.ts";
import { sayMoment } from "../sayMoment.ts";

/** What the Meta Hub knows of its own hearing. */
export type BlindFacts = { blindSince: Date | null; blindReason: string | null };

/** The Meta Hub itself hears nothing. While it does, what seems wrong with a project may be its own deafness. */
export const blind = defineRule<BlindFacts>({
  name: "blind",
  facts: `select "blindSince", "blindReason" from "FederationState" where "blindSince" is not null`,
  judge: (states) =>
    states.flatMap(({ blindSince, blindReason }) =>
      blindSince === null
        ? []
        : [
            {
              rule: "blind",
              fingerprint: "blind",
              projectId: null,
              severity: "critical",
              title: "The Meta Hub is blind",
              description:
                `Blind since ${sayMoment(blindSince)}: ${blindReason ?? "it hears nothing"}. Every status is held as it ` +
                "was, and alerts of projects wait. Check the broker, and the network between it and the Meta Hub.",
            },
          ],
    ),
});
