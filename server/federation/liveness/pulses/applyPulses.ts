import type { PoolClient } from "pg";
import { type Judgement, judgeProjects } from "../judgeProjects.ts";
import { storePulses } from "./storePulses.ts";
import type { Pulse } from "./toPulses.ts";

/** Stores what hubs told of themselves and judges their projects at once. @returns the projects that were heard. */
export async function applyPulses(
  client: PoolClient,
  pulses: readonly Pulse[],
  judgement: Judgement,
): Promise<number[]> {
  if (pulses.length === 0) return [];
  const projects = [...new Set(pulses.map(({ projectId }) => projectId))];
  await storePulses(client, pulses);
  await judgeProjects(client, projects, { ...judgement, heard: new Set(projects) });
  return projects;
}
