import { eventSubject } from "../../../../contracts/subjects.ts";
import { defineRule } from "../rule.ts";
import { step } from "./step.ts";

/** Signed messages between the Meta Hub and a project that were not believed within the last hour, and mostly why. */
export type RefusedFacts = {
  projectId: number;
  slug: string;
  name: string;
  /** Requests are refused by the project, receipts by the Meta Hub. */
  what: "requests" | "receipts";
  count: number;
  reason: string | null;
};

const hourMs = 3_600_000;

const meaning = {
  requests: "Its hub ran none of them, and answered nothing to those that it could not trace to the Meta Hub.",
  receipts: "They moved nothing; the system page shows the last of them.",
};

/**
 * Somebody sent what only the Meta Hub, or only this project, can sign: forged, altered, redirected, late or replayed. One
 * is enough. The end of it is an hour without another.
 */
export const signatureRefused = defineRule<RefusedFacts>({
  name: "signature-refused",
  facts: `select project.id as "projectId", project.slug, project.name, refused.what, refused.count, refused.reason
    from (
      select "projectId", 'requests' as what, sum("refusedLastHour")::float8 as count,
        (array_agg("refusedReason" order by "refusedLastHour" desc, "hubId"))[1] as reason
      from "ProjectHub" where "refusedLastHour" > 0 and "healthAt" > $1 group by "projectId"
      union all
      select sender.id, 'receipts', count(*)::float8, mode() within group (order by event.reason)
      from "QuarantinedEvent" event join "ProjectCatalog" sender on event.subject = replace($2, '*', sender."meshNs")
      where event."receivedAt" > $1 group by sender.id
    ) refused
    join "ProjectCatalog" project on project.id = refused."projectId"
    where project.origin <> 'archived' order by project.slug, refused.what`,
  values: (now) => [new Date(now.getTime() - hourMs), eventSubject.actionReceipt("*")],
  judge: (refused) =>
    refused.map(({ projectId, slug, name, what, count, reason }) => ({
      rule: "signature-refused",
      fingerprint: `signature-refused:${what}:${slug}`,
      projectId,
      severity: "critical",
      title: what === "requests" ? `${name} refused signed requests` : `Receipts from ${name} were refused`,
      description:
        `At least ${step(count)} within an hour${reason === null ? "" : `, most often: ${reason}`}. ${meaning[what]} ` +
        "Either its keys or its clock differ from the Meta Hub's, or somebody who can publish there forges or replays.",
    })),
});
