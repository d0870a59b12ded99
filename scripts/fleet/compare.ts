import { z } from "zod";
import { createFederationClient } from "../../contracts/client.ts";
import { ecosystemGraph } from "../../contracts/graph.ts";
import { fedProject, type ProjectRow } from "../../contracts/projects.ts";
import { edgeName } from "./facts.ts";
import type { Instance } from "./instanceProcess.ts";
import type { Truth } from "./truth.ts";

/** One kind of thing that was compared: how many there are, and what differs, in words. */
export type Comparison = { what: string; expected: number; differences: string[] };

const auditsOnly = z.object({
  auditsOk: z.number().nullable(),
  auditsWarn: z.number().nullable(),
  auditsFail: z.number().nullable(),
});

/** Asks a Meta Hub what it knows, and holds it against what was said, and a `real` hub's repository against its row. */
export async function compare(
  { url, apiKey }: { url: string; apiKey: string },
  truth: Truth,
  real: Pick<Instance, "slug" | "files"> | null,
): Promise<Comparison[]> {
  const read = async <T>(path: string, schema: z.ZodType<T>) => {
    const answer = await fetch(new URL(path, url), { headers: { "X-API-Key": apiKey } });
    if (!answer.ok) throw new Error(`${path} answers ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
    return schema.parse(await answer.json());
  };
  const client = createFederationClient({ url, apiKey });
  const [allProjects, graph, allRows, system] = await Promise.all([
    read("/api/fed/projects", z.array(fedProject)),
    read("/api/fed/graph", ecosystemGraph),
    client.projects.list.query({}),
    client.system.status.query(),
  ]);
  const isSimulated = ({ slug }: { slug: string }) => slug !== real?.slug;
  const [projects, rows] = [allProjects.filter(isSimulated), allRows.filter(isSimulated)];
  const audits = new Map([...truth.counts].map(([slug, counts]) => [slug, auditsOnly.parse(counts)]));
  const edges = new Set(graph.edges.map(edgeName));
  return [
    same("statuses (REST)", truth.statuses, new Map(projects.map(({ slug, status }) => [slug, status]))),
    same("audits (REST)", audits, new Map(projects.map(({ slug, kpis }) => [slug, auditsOnly.parse(kpis)]))),
    same(
      "all counts (tRPC)",
      truth.counts,
      new Map(
        rows.map(({ slug, kpis: { deployFreshnessDays: _freshness, healthLatencyMs: _latency, ...counts } }) => [
          slug,
          counts,
        ]),
      ),
    ),
    same(
      "events that came (tRPC)",
      truth.completeness,
      new Map(rows.map(({ slug, completeness }) => [slug, completeness])),
    ),
    {
      what: "edges (REST)",
      expected: truth.edges.size,
      differences: [
        ...[...truth.edges].filter((edge) => !edges.has(edge)).map((edge) => `${edge} is missing`),
        ...[...edges].filter((edge) => !truth.edges.has(edge)).map((edge) => `${edge} was never said`),
      ],
    },
    {
      what: "refused events",
      expected: truth.refused,
      differences:
        system.quarantine.total === truth.refused ? [] : [`the quarantine holds ${system.quarantine.total} events`],
    },
    ...(real === null ? [] : [compareReal(real, allRows)]),
  ];
}

/** A hub that was killed has told what its repository is, since it is back: online, and every event of it there. */
function compareReal({ slug, files }: Pick<Instance, "slug" | "files">, rows: readonly ProjectRow[]): Comparison {
  const row = rows.find((each) => each.slug === slug);
  const known = { status: row?.status, files: row?.kpis.files, missing: row?.completeness?.missing };
  const expected = { status: "online", files, missing: 0 };
  return same(
    "a real project hub (tRPC)",
    new Map([[slug, expected]]),
    new Map([[slug, known]]) as Map<string, object>,
  );
}

function same<Value>(what: string, expected: Map<string, Value>, found: Map<string, Value>): Comparison {
  const differences: string[] = [];
  for (const slug of new Set([...expected.keys(), ...found.keys()])) {
    const [said, known] = [expected.get(slug), found.get(slug)];
    if (Bun.deepEquals(said, known)) continue;
    differences.push(`${slug}: said ${JSON.stringify(said)}, known ${JSON.stringify(known)}`);
  }
  return { what, expected: expected.size, differences };
}
