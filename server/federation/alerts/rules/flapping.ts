import { defineRule } from "../rule.ts";
import { sayMoment } from "../sayMoment.ts";
import { sayMinutes } from "./sayMinutes.ts";

/** A project that the catalog holds for flapping, and since when. */
export type FlappingFacts = { id: number; slug: string; name: string; flappingSince: Date | null };

/** A project that comes and goes. How often that is flapping is the catalog's to judge. */
export const flapping = defineRule<FlappingFacts>({
  name: "flapping",
  facts: `select id, slug, name, "flappingSince" from "ProjectCatalog"
    where origin <> 'archived' and flapping order by slug`,
  judge(projects, policy) {
    const { changes, withinMinutes } = policy.flapping;
    return projects.map(({ id, slug, name, flappingSince }) => ({
      rule: "flapping",
      fingerprint: `flapping:${slug}`,
      projectId: id,
      severity: "warning",
      title: `${name} keeps coming and going`,
      description:
        `It left online or came back ${changes} times within ${sayMinutes(withinMinutes)}` +
        `${flappingSince === null ? "" : `, as of ${sayMoment(flappingSince)}`}. ` +
        "Look for a hub that restarts again and again, or a network that drops.",
    }));
  },
});
