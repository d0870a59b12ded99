import type { EcosystemMap } from "../../../contracts/graph.ts";
import type { ProjectRow } from "../../../contracts/projects.ts";
import { median } from "../row.ts";
import { finish, hasPixels } from "./drawing.ts";
import { bare } from "./drawings/bare.ts";
import { cytoscapeJs } from "./drawings/cytoscape.ts";
import { g6 } from "./drawings/g6.ts";
import { cold, warm } from "./drawings/ours.ts";
import { visNetwork } from "./drawings/visNetwork.ts";
import { makeMap } from "./makeMap.ts";

const drawings = { warm, cold, cytoscape: cytoscapeJs, visNetwork, g6, bare };
export type DrawingName = keyof typeof drawings;

/**
 * Milliseconds to finished pixels: from the data, from the choice of another overlay, from the notice of one changed
 * project. `handed` is the part of the last after which the page's thread is free again.
 */
export type Times = { draw: number; overlay: number; change: number; handed: number };

declare global {
  interface Window {
    measure: typeof measure;
  }
}

/** How long data is on its way; what was prepared meanwhile settles in the graphics process. */
const dataDelayMs = 300;

/** How long a person looks before choosing something: whoever puts work off until then may. */
const lookMs = 500;

/** Projects that change one after the other. A map that is open all day has seen many: the middle of these counts. */
const liveChanges = 15;

/** In this time the browser has shown one change before the next comes. */
const betweenMs = 150;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** One drawing, and what can change on it. */
async function measure(name: DrawingName, projects: number, edges: number): Promise<Times> {
  const host = document.getElementById("host");
  if (host === null) throw new Error("no host");
  const map = makeMap(projects, edges);
  const drawing = drawings[name]();
  drawing.prepare?.();
  await pause(dataDelayMs);
  const timed = async <Result>(work: () => Promise<Result>) => {
    const started = performance.now();
    const result = await work();
    const handed = performance.now() - started;
    finish(host);
    const took = performance.now() - started;
    if (!hasPixels(host)) throw new Error(`${name} drew nothing`);
    return { result, handed, took };
  };
  const drawn = await timed(() => drawing.draw(map, host));
  await pause(lookMs);
  const overlay = await timed(() => drawn.result.recolour("risk"));
  await drawn.result.recolour("status");
  finish(host);
  await pause(lookMs);
  const changes: { took: number; handed: number }[] = [];
  for (let change = 0; change < liveChanges; change++) {
    await pause(betweenMs);
    changes.push(await timed(() => drawn.result.change(changed(map, change / liveChanges))));
  }
  const middle = (of: "took" | "handed") => median(changes.map((change) => change[of]));
  return { draw: drawn.took, overlay: overlay.took, change: middle("took"), handed: middle("handed") };
}

/** A project at a share of the list, with another status. */
function changed({ projects }: EcosystemMap, share: number): ProjectRow {
  const project = projects[Math.floor(share * projects.length)];
  if (project === undefined) throw new Error("no projects");
  return { ...project, status: project.status === "online" ? "degraded" : "online" };
}

window.measure = measure;
