import { defineRule } from "../rule.ts";
import { sayMoment } from "../sayMoment.ts";
import { sayMinutes } from "./sayMinutes.ts";
import { longerThan, type StatusSince, selectWithStatus } from "./statusSince.ts";

/** A project that has been degraded for longer than the policy allows. */
export const degraded = defineRule<StatusSince>({
  name: "degraded",
  facts: selectWithStatus("degraded"),
  judge(projects, policy, now) {
    const minutes = policy.alerts.degradedAfterMinutes;
    return longerThan(projects, minutes, now).map((project) => ({
      rule: "degraded",
      fingerprint: `degraded:${project.slug}`,
      projectId: project.id,
      severity: "warning",
      title: `${project.name} is degraded`,
      description:
        `Degraded for more than ${sayMinutes(minutes)}, since ${sayMoment(project.statusSince)}: ${project.statusReason}. ` +
        "Its hub's log says more; a reason in words comes from the hub's own health check.",
    }));
  },
});
