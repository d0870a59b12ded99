import { eventSubject } from "../../../contracts/subjects.ts";
import type { Mesh } from "../../mesh/connect.ts";
import type { Publisher } from "../../mesh/publish.ts";
import { AppError } from "../../platform/errors.ts";
import type { InstanceContext } from "../context.ts";
import type { OutgoingEvent } from "./composeSummaries.ts";
import { measureHealth } from "./measureHealth.ts";
import { hubIdOf, presenceOf } from "./presence.ts";

/**
 * Tells presence and health once, without a running hub, and waits until the broker has read both.
 *
 * @throws AppError `unavailable` without a connection, `forbidden` when the broker refuses this identity the subject.
 */
export async function emitPulse(
  ctx: InstanceContext,
  { mesh, publisher, version }: { mesh: Mesh; publisher: Publisher; version: string },
): Promise<OutgoingEvent[]> {
  const { project } = ctx;
  const hubId = hubIdOf(project);
  const pulses = [
    { subject: eventSubject.presence(project.meshNs, hubId), payload: presenceOf(ctx, version) },
    { subject: eventSubject.health(project.meshNs, hubId), payload: await measureHealth(ctx) },
  ];
  const refusals = watchRefusals(mesh);
  for (const { subject, payload } of pulses) {
    if (!publisher.publishPulse(subject, payload)) throw new AppError("unavailable", "The broker is not connected.");
  }
  // The broker answers in order: what it refuses is said before it answers this.
  await mesh.nc.flush();
  const refusal = refusals();
  if (refusal !== undefined) {
    throw new AppError("forbidden", "The broker refuses this subject to this hub.", { cause: refusal });
  }
  return pulses;
}

function watchRefusals(mesh: Mesh): () => Error | undefined {
  let refusal: Error | undefined;
  void (async () => {
    for await (const status of mesh.nc.status()) if (status.type === "error") refusal ??= status.error;
  })();
  return () => refusal;
}
