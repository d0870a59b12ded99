import { defineRule, type Finding } from "../rule.ts";

/** One endpoint that did not answer when it was last tried, and how many times in a row. */
export type EndpointFacts = {
  projectId: number;
  slug: string;
  name: string;
  type: string;
  url: string;
  failures: number;
  lastError: string | null;
};

const failuresInARow = 3;
const named = 5;

/** Endpoints that were tried three times in a row and never answered: one alert a project, for one cause is usual. */
export const endpointUnreachable = defineRule<EndpointFacts>({
  name: "endpoint-unreachable",
  facts: `select endpoint."projectId", project.slug, project.name, endpoint.type, endpoint.url, endpoint.failures,
      endpoint."lastError"
    from "SurfaceEndpoint" endpoint join "ProjectCatalog" project on project.id = endpoint."projectId"
    where project.origin <> 'archived' and endpoint.failures >= ${failuresInARow} order by project.slug, endpoint.type`,
  judge(endpoints) {
    const gone = endpoints.filter(({ failures }) => failures >= failuresInARow);
    return [...Map.groupBy(gone, ({ projectId }) => projectId).values()].flatMap(describe);
  },
});

function describe(endpoints: readonly EndpointFacts[]): Finding[] {
  const [first] = endpoints;
  if (first === undefined) return [];
  const list = endpoints
    .slice(0, named)
    .map(({ type, url, lastError }) => `${type} at ${url} (${lastError ?? "no answer"})`);
  const more = endpoints.length > named ? `, and ${endpoints.length - named} more` : "";
  return [
    {
      rule: "endpoint-unreachable",
      fingerprint: `endpoint-unreachable:${first.slug}`,
      projectId: first.projectId,
      severity: "warning",
      title:
        endpoints.length === 1
          ? `${first.name}'s endpoint ${first.type} cannot be reached`
          : `${endpoints.length} of ${first.name}'s endpoints cannot be reached`,
      description:
        `Tried at least ${failuresInARow} times in a row: ${list.join(", ")}${more}. ` +
        "Check that the hub listens there; `bun run fed:verify` tries again now.",
    },
  ];
}
