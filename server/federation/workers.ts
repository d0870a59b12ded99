import type { Mesh } from "../mesh/connect.ts";
import type { EventConsumer } from "../mesh/consume.ts";
import { AppError } from "../platform/errors.ts";
import type { Log } from "../platform/log.ts";
import type { FederationContext } from "./context.ts";

export async function startWorkers(_options: {
  ctx: FederationContext;
  mesh: Mesh;
  log: Log;
}): Promise<{ stop(): Promise<void>; consumer: EventConsumer }> {
  throw new AppError("unavailable", "not written yet");
}
