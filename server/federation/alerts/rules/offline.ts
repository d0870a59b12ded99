import { defineRule } from "../rule.ts";
import { sayMoment } from "../sayMoment.ts";
import { sayMinutes } from "./sayMinutes.ts";
import { longerThan, type StatusSince, selectWithStatus } from "./statusSince.ts";

/** A project that has been offline for longer than the policy allows. */
export const offline = defineRule<StatusSince>({
  name: "offline",
  facts: selectWithStatus("offline"),
  judge(projects, policy, now) {
    const minutes = policy.alerts.offlineAfterMinutes;
    return longerThan(projects, minutes, now).map((project) => ({
      rule: "offline",
      fingerprint: `offline:${project.slug}`,
      projectId: project.id,
      severity: "critical",
      title: `${project.name} is offline`,
      description:
        `Offline for more than ${sayMinutes(minutes)}, since ${sayMoment(project.statusSince)}: ${project.statusReason}. ` +
        "Check that its hub runs, and that it reaches the broker.",
    }));
  },
});
