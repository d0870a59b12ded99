import { z } from "zod";
import { alertRow } from "./alerts.ts";
import { integrationKind, isoTime, slug } from "./names.ts";
import { hubRow, projectRow } from "./projects.ts";
import { projectSurface } from "./surface.ts";

/** `GET /api/fed/graph`: the blueprint's shape. Ids of nodes are slugs; a risk that is unknown is null. */
export const ecosystemGraph = z.object({
  nodes: z.array(z.object({ id: slug, label: z.string(), tags: z.array(z.string()), risk: z.number().nullable() })),
  edges: z.array(
    z.object({ id: z.string(), from: slug, to: slug, kind: z.string(), strength: z.number().min(0).max(1) }),
  ),
});
export type EcosystemGraph = z.infer<typeof ecosystemGraph>;

/**
 * Who vouches for an edge: a person in projects.yaml (`declared`), one end (`claimed`), both ends (`confirmed`),
 * or a person says one thing while the ends see another (`contradicted`).
 */
export const edgeStanding = z.enum(["declared", "claimed", "confirmed", "contradicted"]);
export type EdgeStanding = z.infer<typeof edgeStanding>;

/** One integration between two projects, as the map and live changes carry it. `strength` is 0..1 now. */
export const edgeRow = z.object({
  id: z.string(),
  from: slug,
  to: slug,
  kind: integrationKind,
  strength: z.number().min(0).max(1),
  standing: edgeStanding,
  dormant: z.boolean(),
  lastSeenAt: isoTime,
});
export type EdgeRow = z.infer<typeof edgeRow>;

/** The whole ecosystem, as the map draws it. */
export const ecosystemMap = z.object({
  at: isoTime,
  projects: z.array(projectRow),
  edges: z.array(edgeRow),
});
export type EcosystemMap = z.infer<typeof ecosystemMap>;

/** One proof behind an edge. `weight` is what it was worth when seen, `agedWeight` what it is worth now, both 0..1. */
export const evidenceRow = z.object({
  reporter: z.string(),
  source: z.string(),
  proofKey: z.string(),
  weight: z.number(),
  agedWeight: z.number(),
  firstSeenAt: isoTime,
  lastSeenAt: isoTime,
  count: z.number(),
  details: z.record(z.string(), z.json()),
});
export type EvidenceRow = z.infer<typeof evidenceRow>;

/** An edge opened: every proof that makes its strength. */
export const edgeCard = edgeRow.extend({ halfLifeDays: z.number(), evidence: z.array(evidenceRow) });
export type EdgeCard = z.infer<typeof edgeCard>;

/** A project opened: its row, its hubs, its edges, its alerts, and its surface as last verified. */
export const projectCard = z.object({
  project: projectRow,
  hubs: z.array(hubRow),
  edges: z.array(edgeRow),
  alerts: z.array(alertRow),
  ...projectSurface.shape,
});
export type ProjectCard = z.infer<typeof projectCard>;
