import { z } from "zod";
import { type InstanceScan, instanceScan } from "../../../../contracts/instance.ts";
import type { InstanceContext } from "../../context.ts";
import type { ScanProgress } from "./scan.ts";

const counts = z.record(z.string(), z.number());

/** The latest scan, finished or not; null before the first. */
export async function latestScan(ctx: InstanceContext, progress: ScanProgress | null): Promise<InstanceScan | null> {
  const found = await ctx.db.prisma.scan.findFirst({ orderBy: { id: "desc" } });
  if (found === null) return null;
  const { startedAt, finishedAt, files, changed } = found;
  const state = instanceScan.shape.state.parse(found.state);
  return {
    ...{ state, files, changed, startedAt: startedAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null },
    skipped: counts.parse(found.skipped),
    progress: state === "running" ? progress : null,
  };
}
