import type { ProjectStatus } from "../../contracts/names.ts";
import type { ProjectRow } from "../../contracts/projects.ts";
import { daysWords } from "../app/timeWords.ts";
import type { Pattern } from "./marks.ts";
import type { Palette } from "./palette.ts";
import { receiptSteps, type Standing } from "./receiptSteps.ts";

/** What there is to see at any time. */
export const colourings = ["status", "risk", "compliance", "freshness"] as const;
/** All, with what there is to see while a run is shown. */
export const overlays = [...colourings, "receipts"] as const;
/** What the colours of the map say. */
export type Overlay = (typeof overlays)[number];

/** What the colours of each say, as the legend is called. */
export const overlayTitles: Record<Overlay, string> = {
  status: "Status",
  risk: "Risk, 0 – 100",
  compliance: "Compliance debt",
  freshness: "Since last deploy",
  receipts: "Receipts of the run",
};

/** One line of the legend: a colour, a pattern and words for the same thing. */
export type Step = { label: string; color: string; pattern: Pattern };

/** Where a project stands in an overlay: the index of its step (null: unknown), and the short text under its name. */
export type Judgement = { step: number | null; caption: string | null };

const statuses: ProjectStatus[] = ["online", "degraded", "offline"];
const statusPattern: Record<ProjectStatus, Pattern> = { online: "solid", degraded: "double", offline: "hollow" };
const statusLabel: Record<ProjectStatus, string> = { online: "Online", degraded: "Degraded", offline: "Offline" };

/** Upper bounds of the first four steps, inclusive; the fifth is everything above. */
const bounds = {
  risk: [20, 40, 60, 80],
  compliance: [0, 10, 25, 50],
  freshness: [7, 30, 60, 90],
} as const;

/** Where each project of a run stands. */
export type Receipts = ReadonlyMap<string, Standing>;

const stepLabels = {
  risk: ["0 – 20", "20 – 40", "40 – 60", "60 – 80", "80 – 100"],
  compliance: ["no debt", "up to 10 %", "10 – 25 %", "25 – 50 %", "over 50 %"],
  freshness: ["up to 7 days", "7 – 30 days", "30 – 60 days", "60 – 90 days", "over 90 days"],
} as const;

/** The step a value falls into: the first whose bound it does not exceed. */
export function stepOf(value: number, upperBounds: readonly number[]): number {
  const index = upperBounds.findIndex((bound) => value <= bound);
  return index === -1 ? upperBounds.length : index;
}

/** The legend of an overlay, least to most; the two worst steps carry a ring as well as a colour. */
export function steps(overlay: Overlay, palette: Palette): Step[] {
  if (overlay === "status") {
    return statuses.map((status) => ({
      label: statusLabel[status],
      color: palette.status[status],
      pattern: statusPattern[status],
    }));
  }
  if (overlay === "receipts") {
    return receiptSteps.map(({ label, pattern, color }) => ({ label, pattern, color: color(palette) }));
  }
  const scale = overlay === "compliance" ? palette.cividis : palette.viridis;
  return stepLabels[overlay].map((label, index) => ({
    label,
    color: scale[index] ?? palette.unknown,
    pattern: index >= 3 ? "double" : "solid",
  }));
}

/** How what is unknown, or no part of a run, looks in every overlay: never like the best step. */
export function unknownStep(palette: Palette, overlay: Overlay = "status"): Step {
  return { label: overlay === "receipts" ? "Not in this run" : "Unknown", color: palette.unknown, pattern: "hatched" };
}

/** What an overlay says of one project; `receipts` are those of the run that is shown. */
export function judge(overlay: Overlay, project: ProjectRow, receipts?: Receipts): Judgement {
  switch (overlay) {
    case "receipts": {
      const standing = receipts?.get(project.slug);
      if (standing === undefined) return { step: null, caption: null };
      const step = receiptSteps.findIndex(({ states }) => states.includes(standing));
      return { step, caption: standing === "flagged" ? "needs a look" : standing };
    }
    case "status":
      return { step: statuses.indexOf(project.status), caption: statusCaption(project) };
    case "risk":
      return numbered(project.risk.total, bounds.risk, (value) => String(Math.round(value)));
    case "compliance": {
      const debt = project.risk.parts.find((part) => part.name === "compliance")?.value ?? null;
      return numbered(debt, bounds.compliance, (value) => `${Math.round(value)} %`);
    }
    case "freshness":
      return numbered(project.kpis.deployFreshnessDays, bounds.freshness, daysWords);
  }
}

function statusCaption(project: ProjectRow): string | null {
  if (project.held) return `${project.status}, last known`;
  if (project.flapping) return "flapping";
  return project.status === "online" ? null : project.status;
}

function numbered(value: number | null, upperBounds: readonly number[], write: (value: number) => string): Judgement {
  return value === null
    ? { step: null, caption: "unknown" }
    : { step: stepOf(value, upperBounds), caption: write(value) };
}
