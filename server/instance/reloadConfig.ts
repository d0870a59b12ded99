import { loadHubConfig } from "../platform/config.ts";
import { messageOf } from "../platform/errors.ts";
import type { InstanceContext } from "./context.ts";

/** Reads `hub.yaml` again. One that cannot be used is logged, and what was there before goes on. */
export async function reloadConfig(ctx: InstanceContext, generatedFile?: string): Promise<void> {
  try {
    ctx.config = await loadHubConfig(ctx.root, generatedFile);
  } catch (thrown) {
    ctx.log.warn("config.kept", { error: messageOf(thrown) });
  }
}
