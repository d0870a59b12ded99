
import { AppError } from "../../platform/errors.ts";
import type { FederationContext } from "../context.ts";

export async function latestMetrics(_ctx: FederationContext, _input: { project: string }): Promise<{ key: string; value: number | string | null; observedAt: string }[]> {
  throw new AppError("unavailable", "not written yet");
}
