import { z } from "zod";
import { alertRow } from "./alerts.ts";
import { integrationKind, isoTime, projectStatus, slug } from "./names.ts";
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

/** `graph.edgeHistory`: since when, and at most how many points. */
export const edgeHistoryQuery = z.strictObject({
  id: z.string().min(1).max(200),
  from: isoTime,
  points: z.number().int().min(2).max(2000).default(300),
});
export type EdgeHistoryQuery = z.input<typeof edgeHistoryQuery>;

/** How one edge was from a moment on, oldest first, ending with how it is now. Strength 0: nothing spoke for it. */
export const edgeHistory = z.object({
  id: z.string(),
  points: z.array(z.object({ at: isoTime, strength: z.number().min(0).max(1), standing: edgeStanding })),
});
export type EdgeHistory = z.infer<typeof edgeHistory>;

/** A project opened: its row, its hubs, its edges, its alerts, and its surface as last verified. */
export const projectCard = z.object({
  project: projectRow,
  hubs: z.array(hubRow),
  edges: z.array(edgeRow),
  alerts: z.array(alertRow),
  /** How far its hub's clock is ahead (negative: behind), in seconds, when that is more than 60 s; null otherwise. */
  clockSkewSeconds: z.number().nullable(),
  ...projectSurface.shape,
});
export type ProjectCard = z.infer<typeof projectCard>;

/** `graph.diff`: which two moments to compare, and how much a risk (0..100) or a strength (0..1) must move to count. */
export const graphDiffQuery = z
  .strictObject({
    from: isoTime,
    to: isoTime.optional(),
    riskBy: z.number().min(0).max(100).default(5),
    strengthBy: z.number().min(0).max(1).default(0.05),
  })
  .refine(({ from, to }) => to === undefined || from < to, { path: ["from"], message: "must be before to" });
export type GraphDiffQuery = z.input<typeof graphDiffQuery>;

const edgeEnds = { id: z.string(), from: slug, to: slug, kind: integrationKind };

/** What changed between two moments. A risk that is unknown is null; an edge that is dormant counts as gone. */
export const graphDiff = z.object({
  from: isoTime,
  to: isoTime,
  added: z.array(slug),
  removed: z.array(slug),
  statuses: z.array(z.object({ slug, before: projectStatus, after: projectStatus })),
  risks: z.array(z.object({ slug, before: z.number().nullable(), after: z.number().nullable() })),
  edgesNew: z.array(z.object({ ...edgeEnds, strength: z.number() })),
  edgesGone: z.array(z.object({ ...edgeEnds, strength: z.number() })),
  edgesMoved: z.array(
    z.object({
      ...edgeEnds,
      before: z.object({ strength: z.number(), standing: edgeStanding }),
      after: z.object({ strength: z.number(), standing: edgeStanding }),
    }),
  ),
});
export type GraphDiff = z.infer<typeof graphDiff>;

/**
 * One project that depends on another, directly or through others. `path` leads from it to the project asked about;
 * `strength` is the product of the strengths along that path, the strongest there is.
 */
export const dependent = z.object({
  slug,
  strength: z.number().min(0).max(1),
  path: z.array(slug),
  edges: z.array(z.string()),
});
export type Dependent = z.infer<typeof dependent>;

/** `graph.impact`: who is touched when this project fails, the most strongly joined first. */
export const graphImpact = z.object({ slug, dependents: z.array(dependent) });
export type GraphImpact = z.infer<typeof graphImpact>;

/** `graph.pin`: where a person puts a project on the map that everybody sees. Unitless graph coordinates. */
export const pinProject = z.strictObject({
  slug,
  x: z.number().min(-1e6).max(1e6),
  y: z.number().min(-1e6).max(1e6),
});
export type PinProject = z.infer<typeof pinProject>;
