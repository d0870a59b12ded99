import type { ProjectDeclaration } from "../../contracts/config.ts";
import type { EventWire } from "../../contracts/events.ts";
import type { IntegrationKind } from "../../contracts/names.ts";
import { createRandom, type Random } from "../fleet/random.ts";

type Declared = Pick<
  ProjectDeclaration,
  "slug" | "name" | "hubUrl" | "meshNs" | "domain" | "teams" | "tags" | "allowFanout"
>;

/** A project that is only imagined, and what its hub would tell. `health` null: it never speaks. */
export type ImaginedProject = {
  declared: Declared;
  health: "ok" | "degraded" | null;
  graph: EventWire<"graph.summary.nodes">["counts"];
  audits: { ok: number; warn: number; fail: number };
  vulns: { vulnsCritical: number; vulnsHigh: number };
  /** How long ago it was deployed, in days. */
  deployedDays: number;
};

/** Something by which `reporter` knows of an integration. */
export type ImaginedProof = {
  reporter: string;
  from: string;
  to: string;
  kind: IntegrationKind;
  weight: number;
  /** How old it is, in days. */
  days: number;
};

export type ImaginedEcosystem = { projects: ImaginedProject[]; proofs: ImaginedProof[] };

type Words = readonly [string, ...string[]];

const domains: readonly { name: string; share: number; parts: Words; teams: Words }[] = [
  { name: "Finance", share: 5, parts: ["Ledger", "Invoice", "Payout", "Risk", "Tax"], teams: ["ledger", "payments"] },
  { name: "Commerce", share: 6, parts: ["Cart", "Catalog", "Order", "Price", "Stock"], teams: ["shop", "supply"] },
  { name: "Creative", share: 3, parts: ["Canvas", "Render", "Stage", "Tempo", "Clip"], teams: ["studio"] },
  { name: "Data", share: 4, parts: ["Lake", "Stream", "Metric", "Report", "Model"], teams: ["insight", "models"] },
  { name: "Identity", share: 2, parts: ["Login", "Consent", "Session", "Badge"], teams: ["trust"] },
  { name: "Infra", share: 4, parts: ["Gateway", "Queue", "Deploy", "Vault", "Cache"], teams: ["platform", "delivery"] },
];
const roles: Words = ["API", "Worker", "Portal", "Sync", "Engine", "Store", "Bridge", "Agent"];
const kinds: readonly [IntegrationKind, ...IntegrationKind[]] = ["api", "api", "queue", "shared-schema", "secret"];
const tags: Words = ["core", "public", "batch", "realtime", "legacy", "regulated"];

/** Each domain as often as its share says. */
const turns = domains.flatMap((domain) => Array.from({ length: domain.share }, () => domain));

/**
 * An ecosystem of a size, as companies have them: a few domains, most integrations within one, and some projects that
 * many use. The same size is always the same ecosystem. Linear in projects and edges.
 */
export function imagineEcosystem(projectCount: number, edgeCount: number): ImaginedEcosystem {
  const random = createRandom(projectCount);
  const named = new Map<string, number>();
  const projects = Array.from({ length: projectCount }, (_, index) => imagineProject(random, index, named));
  return { projects, proofs: imagineProofs(random, projects, edgeCount) };
}

/** `named` says how often a name has been given; the second of a name is called so. */
function imagineProject(random: Random, index: number, named: Map<string, number>): ImaginedProject {
  const domain = turns[index % turns.length];
  if (domain === undefined) throw new Error("there are no domains");
  const part = domain.parts[Math.floor(index / turns.length) % domain.parts.length];
  const plain = `${part} ${random.pick(roles)}`;
  const times = (named.get(plain) ?? 0) + 1;
  named.set(plain, times);
  const name = times === 1 ? plain : `${plain} ${times}`;
  const slug = name.toLowerCase().replaceAll(" ", "-");
  const luck = random.next();
  const files = Math.round(10 ** (1.3 + 2.2 * random.next()));
  const fail = random.next() < 0.3 ? random.integer(1, 4) : 0;
  return {
    declared: {
      ...{ slug, name, domain: domain.name, hubUrl: "http://127.0.0.1:9", meshNs: `${slug}.mesh` },
      teams: [random.pick(domain.teams)],
      tags: [...new Set([random.pick(tags), random.pick(tags)])],
      allowFanout: random.next() < 0.8 ? ["audit.security", "graph.refresh"] : ["graph.refresh"],
    },
    health: luck < 0.05 ? null : luck < 0.13 ? "degraded" : "ok",
    graph: {
      files,
      symbols: files * random.integer(6, 20),
      tasks: random.integer(0, 40),
      audits: random.integer(1, 9),
    },
    audits: { ok: random.integer(2, 9), warn: random.integer(0, 4), fail },
    vulns: { vulnsCritical: random.next() < 0.15 ? random.integer(1, 3) : 0, vulnsHigh: random.integer(0, 5) },
    deployedDays: Math.round(10 ** (2.1 * random.next()) * 10) / 10,
  };
}

function imagineProofs(random: Random, projects: readonly ImaginedProject[], edgeCount: number): ImaginedProof[] {
  const byDomain = Map.groupBy(projects, ({ declared }) => declared.domain);
  const known = new Set<string>();
  const proofs: ImaginedProof[] = [];
  // Every project uses somebody before any uses a second one.
  for (let index = 0; known.size < edgeCount && index < 20 * edgeCount; index++) {
    const from = projects[index % projects.length];
    if (from === undefined) break;
    const isNear = random.next() < 0.86;
    const among = (isNear ? byDomain.get(from.declared.domain) : byDomain.get("Infra")) ?? projects;
    // Squared, so that the first ones of a domain are used by many.
    const to = among[Math.floor(random.next() ** 2.2 * among.length)];
    const kind = random.pick(kinds);
    const name = `${from.declared.slug} ${to?.declared.slug} ${kind}`;
    if (to === undefined || to === from || known.has(name)) continue;
    known.add(name);
    const proof = { from: from.declared.slug, to: to.declared.slug, kind, days: Math.round(20 * random.next() ** 2) };
    const reporters = random.next() < 0.6 ? [from, to] : [from];
    for (const { declared } of reporters) {
      proofs.push({ ...proof, reporter: declared.slug, weight: random.integer(35, 100) / 100 });
    }
  }
  return proofs;
}
