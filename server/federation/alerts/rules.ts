import type { AlertSeverity } from "../../../contracts/alerts.ts";
import type { Policy } from "../../../contracts/config.ts";
import type { ProjectStatus } from "../../../contracts/names.ts";

/** What rules look at: one project, as it is now. */
export type WatchedProject = {
  id: number;
  slug: string;
  name: string;
  status: ProjectStatus;
  statusReason: string;
  statusSince: Date;
  /** True while the Meta Hub hears nothing: what seems wrong may be the Meta Hub's own deafness. */
  held: boolean;
};

/** Something that is wrong now. The same cause has the same fingerprint, however often it is found. */
export type Finding = {
  rule: string;
  fingerprint: string;
  projectId: number | null;
  severity: AlertSeverity;
  title: string;
  description: string;
};

/** A rule looks at every project and says what is wrong at `now`. */
export type Rule = (projects: readonly WatchedProject[], policy: Policy, now: Date) => Finding[];

const minuteMs = 60_000;

/** A project that has been offline for longer than the policy allows. */
const offline: Rule = (projects, policy, now) => {
  const minutes = policy.alerts.offlineAfterMinutes;
  return projects
    .filter(
      ({ status, statusSince }) => status === "offline" && now.getTime() - statusSince.getTime() > minutes * minuteMs,
    )
    .map((project) => ({
      rule: "offline",
      fingerprint: `offline:${project.slug}`,
      projectId: project.id,
      severity: "critical",
      title: `${project.name} is offline`,
      description: `Offline for more than ${minutes} min: ${project.statusReason}. Is its hub running, and does it reach the mesh?`,
    }));
};

/** Every rule, in the order in which alerts are raised. */
export const rules: readonly Rule[] = [offline];
