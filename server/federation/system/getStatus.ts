import type { SystemStatus } from "../../../contracts/system.ts";
import type { Mesh } from "../../mesh/connect.ts";
import type { EventConsumer } from "../../mesh/consume.ts";
import { AppError } from "../../platform/errors.ts";
import type { FederationContext } from "../context.ts";

/** What the process knows of itself. */
export type SystemRuntime = { version: string; startedAt: Date; mesh: Mesh; consumer: EventConsumer };

export async function getSystemStatus(_ctx: FederationContext, _runtime: SystemRuntime): Promise<SystemStatus> {
  throw new AppError("unavailable", "not written yet");
}
