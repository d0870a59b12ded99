import { defineRule, type Finding } from "../rule.ts";
import { sayMoment } from "../sayMoment.ts";
import { deviationOf, type Histogram, medianOf } from "./spread.ts";

/** What a project's last scan and its last audits found, and what those of the 7 days before each had found. */
export type SecurityFacts = {
  id: number;
  slug: string;
  name: string;
  criticals: number | null;
  scannedAt: Date | null;
  earlierCriticals: Histogram | null;
  failures: number | null;
  auditedAt: Date | null;
  earlierFailures: Histogram | null;
};

/** Fewer failures above the median than this are no spike, however quiet it was. */
const atLeastMore = 2;
const deviations = 3;

/**
 * The values of a key in the 7 days before a moment, with the one that held when they began. Told from that moment and
 * not from now: while nobody scans again, what was found stays found. An hour that is over stands for its samples with
 * its least and its greatest value, half of them each; only of the moment's own hour are the samples themselves read.
 */
const earlier = (key: string, at: string): string => {
  const ofKey = `"projectId" = project.id and key = '${key}'`;
  const began = `${at} - make_interval(hours => 168)`;
  const ownHour = `date_bin('1 hour', ${at}, '1970-01-01Z')`;
  return `(
  select jsonb_agg(jsonb_build_array(value, times)) from (
    select value, sum(times) as times from (
      select extreme.value, count as times from "ProjectMetricHour"
      cross join lateral (values (min), (max)) as extreme (value)
      where ${ofKey} and hour >= ${began} and hour < ${ownHour}
      union all
      select "valueNumber", 2 from "ProjectMetric"
      where ${ofKey} and "windowStart" >= ${ownHour} and "windowStart" <= ${at} and "observedAt" < ${at}
      union all
      (select last, 2 from "ProjectMetricHour" where ${ofKey} and hour < ${began} order by hour desc limit 1)
    ) as samples where value is not null group by value
  ) as counted)`;
};

function newCriticals(facts: SecurityFacts): Finding[] {
  const { id, slug, name, criticals, scannedAt, earlierCriticals } = facts;
  if (criticals === null || scannedAt === null || earlierCriticals === null || earlierCriticals.length === 0) return [];
  const least = Math.min(...earlierCriticals.map(([value]) => value));
  if (criticals <= least) return [];
  return [
    {
      rule: "security-spike",
      fingerprint: `security-spike:criticals:${slug}`,
      projectId: id,
      severity: "critical",
      title: `${name} has new critical vulnerabilities`,
      description:
        `${criticals} critical ${criticals === 1 ? "vulnerability" : "vulnerabilities"} at the scan of ` +
        `${sayMoment(scannedAt)}; a scan of the 7 days before had ${least === 0 ? "none" : `only ${least}`}. ` +
        "The project's own page lists them; update the dependencies they are in.",
    },
  ];
}

function moreFailures(facts: SecurityFacts): Finding[] {
  const { id, slug, name, failures, auditedAt, earlierFailures } = facts;
  if (failures === null || auditedAt === null || earlierFailures === null) return [];
  const median = medianOf(earlierFailures);
  const deviation = deviationOf(earlierFailures);
  if (median === null || deviation === null) return [];
  if (failures <= median + deviations * deviation || failures < median + atLeastMore) return [];
  return [
    {
      rule: "security-spike",
      fingerprint: `security-spike:failures:${slug}`,
      projectId: id,
      severity: "warning",
      title: `${name} fails more audits than usual`,
      description:
        `${failures} audits failed as of ${sayMoment(auditedAt)}; in the 7 days before, ${median} was usual, give or take ` +
        `${deviation}. The project's own page shows which, and what each found.`,
    },
  ];
}

/**
 * New critical vulnerabilities: more than the least of the 7 days before. Or a spike of failed audits: above the median
 * of those days + 3 median absolute deviations, and at least 2 above the median. Without a history nothing is a spike.
 */
export const securitySpike = defineRule<SecurityFacts>({
  name: "security-spike",
  facts: `select project.id, project.slug, project.name,
      summary."vulnsCritical"::float8 as criticals, summary."securityAt" as "scannedAt",
      case when summary."vulnsCritical" > 0 then ${earlier("security.vulnsCritical", 'summary."securityAt"')} end
        as "earlierCriticals",
      summary."auditsFail"::float8 as failures, summary."auditAt" as "auditedAt",
      case when summary."auditsFail" >= ${atLeastMore} then ${earlier("audit.fail", 'summary."auditAt"')} end
        as "earlierFailures"
    from "ProjectCatalog" project join "ProjectSummary" summary on summary."projectId" = project.id
    where project.origin <> 'archived' and (summary."vulnsCritical" > 0 or summary."auditsFail" >= ${atLeastMore})
    order by project.slug`,
  judge: (projects) => projects.flatMap((facts) => [...newCriticals(facts), ...moreFailures(facts)]),
});
