import { eventSubject } from "../../contracts/subjects.ts";
import type { Member } from "./members.ts";
import type { Random } from "./random.ts";

/** An event that must be refused, on a subject that its sender may use. */
export type Poison = {
  subject: string;
  payload: unknown /** It may be taken in later, and does not count as missing. */;
  comes?: true;
};

/** Something malformed, forged or hostile that `member` says. */
export function makePoison(random: Random, member: Member, at: number): Poison {
  const { slug: projectSlug, meshNs } = member;
  const subject = eventSubject.summary(meshNs, "graph.summary.nodes");
  const ts = new Date(at).toISOString();
  const counts = { files: 1, symbols: 1, tasks: 1, audits: 1 };
  const edge = { fromProject: projectSlug, toProject: projectSlug, kind: "api", strength: 1, proof: {} };
  const nested = JSON.parse(`${"[".repeat(40)}${"]".repeat(40)}`);
  return random.pick<Poison>([
    { subject, payload: { projectSlug: `${projectSlug}-forged`, counts, ts } },
    { subject, payload: { projectSlug, counts: { ...counts, files: -1 }, ts } },
    { subject, payload: { projectSlug, counts: { ...counts, files: 2 ** 60 }, ts } },
    { subject, payload: { projectSlug, counts, ts: "yesterday" } },
    { subject, payload: { projectSlug, counts, ts: new Date(at + 400 * 86_400_000).toISOString() } },
    { subject, payload: { projectSlug, counts, ts, note: "half a pair \ud800" } },
    { subject, payload: { projectSlug, counts, ts, note: "NUL \0" } },
    { subject, payload: { projectSlug, counts, ts, nested } },
    { subject, payload: "no object" },
    { subject: eventSubject.integrationEdge(meshNs), payload: edge },
    { subject: eventSubject.integrationEdge(meshNs), payload: { ...edge, toProject: "nobody-at-all" }, comes: true },
  ]);
}
