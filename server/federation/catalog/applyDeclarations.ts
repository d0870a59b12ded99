import type { ProjectsConfig } from "../../../contracts/config.ts";
import { AppError } from "../../platform/errors.ts";
import type { FederationContext } from "../context.ts";

export async function applyDeclarations(_ctx: FederationContext, _input: { config: ProjectsConfig; force?: boolean }): Promise<{ declared: number; archived: string[]; unknownEnds: string[] }> {
  throw new AppError("unavailable", "not written yet");
}
