import type { ProjectDeclaration } from "../../contracts/config.ts";
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
};

const twoHours = 2 * 3_600_000;

/** Who takes part: of every ten one is silent and one degraded, and with the faults one flaps and one is skewed. */
export function makeMembers(count: number, faults: ReadonlySet<Fault>): Member[] {
  const behaviours: Partial<Record<number, Behaviour>> = { 9: "silent", 8: "degraded" };
  if (faults.has("flap")) behaviours[7] = "flapping";
  return Array.from({ length: count }, (_, index) => {
    const slug = `fleet-${index}`;
    return {
      slug,
      meshNs: `${slug}.mesh`,
      // Nobody listens there: the hubs speak, and are not asked.
      hubUrl: "http://127.0.0.1:9",
      behaviour: behaviours[index % 10] ?? "well",
      skewMs: faults.has("skew") && index % 10 === 6 ? (index % 20 === 6 ? twoHours : -twoHours) : 0,
    };
  });
}

/** The `projects.yaml` of a fleet, one line a project. */
export const projectsYaml = (members: readonly Member[]): string =>
  `projects:\n${members.map((member) => `  - ${JSON.stringify(declarationOf(member))}\n`).join("")}`;

const declarationOf = ({
  slug,
  meshNs,
  hubUrl,
}: Member): Pick<ProjectDeclaration, "slug" | "name" | "hubUrl" | "meshNs"> => ({
  slug,
  name: slug,
  hubUrl,
  meshNs,
});
