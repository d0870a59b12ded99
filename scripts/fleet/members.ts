import { type ProjectDeclaration, projectDeclaration } from "../../contracts/config.ts";
import { findFreePort } from "../embedded/freePort.ts";
import type { Fault } from "./options.ts";

/** How a simulated hub behaves. A `flapping` one ends well, so that it must end online. */
export type Behaviour = "well" | "degraded" | "silent" | "flapping";

export type Member = {
  slug: string;
  meshNs: string;
  hubUrl: string;
  behaviour: Behaviour;
  /** How far its clock is ahead, in milliseconds. */
  skewMs: number;
  /** What it is integrated with: always the same, as in life, so that the map does not grow for as long as a run lasts. */
  integrations: readonly Integration[];
};

/** One edge that a member knows of, between itself and another. */
export type Integration = { from: string; to: string; kind: IntegrationKind };

const kinds = ["api", "queue", "shared-schema", "secret"] as const;
type IntegrationKind = (typeof kinds)[number];
/** How far the neighbours are in the list of all: near and far ones, so that there is no cluster of its own. */
const distances = [1, 7, 31, 101] as const;

const twoHours = 2 * 3_600_000;

/** Who takes part: of every ten one is silent and one degraded, and with the faults one flaps and one is skewed. */
export function makeMembers(count: number, faults: ReadonlySet<Fault>): Member[] {
  const behaviours: Partial<Record<number, Behaviour>> = { 9: "silent", 8: "degraded" };
  if (faults.has("flap")) behaviours[7] = "flapping";
  const slugOf = (index: number) => `fleet-${index % count}`;
  const integrationsOf = (index: number) =>
    distances.flatMap((distance, turn): Integration[] => {
      const [own, other] = [slugOf(index), slugOf(index + distance)];
      const [from, to] = turn % 2 === 0 ? [own, other] : [other, own];
      return own === other ? [] : [{ from, to, kind: kinds[turn] ?? "api" }];
    });
  return Array.from({ length: count }, (_, index) => {
    const slug = slugOf(index);
    return {
      slug,
      meshNs: `${slug}.mesh`,
      // Nobody listens there: the hubs speak, and are not asked.
      hubUrl: "http://127.0.0.1:9",
      behaviour: behaviours[index % 10] ?? "well",
      skewMs: faults.has("skew") && index % 10 === 6 ? (index % 20 === 6 ? twoHours : -twoHours) : 0,
      integrations: integrationsOf(index),
    };
  });
}

/** The project that has a real hub, on a free port. */
export const declareReal = async (): Promise<ProjectDeclaration> =>
  projectDeclaration.parse({
    ...{ slug: "fleet-real", name: "fleet-real", meshNs: "fleet-real.mesh" },
    hubUrl: `http://127.0.0.1:${await findFreePort()}`,
  });

/** The `projects.yaml` of a fleet, one line a project. */
export const projectsYaml = (members: readonly Member[], real?: ProjectDeclaration): string =>
  `projects:\n${[...members, ...(real === undefined ? [] : [real])]
    .map((project) => `  - ${JSON.stringify(declarationOf(project))}\n`)
    .join("")}`;

const declarationOf = ({
  slug,
  meshNs,
  hubUrl,
}: Pick<Member, "slug" | "hubUrl" | "meshNs">): Pick<ProjectDeclaration, "slug" | "name" | "hubUrl" | "meshNs"> => ({
  slug,
  name: slug,
  hubUrl,
  meshNs,
});
