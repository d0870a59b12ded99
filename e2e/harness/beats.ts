import { eventSubject } from "../../contracts/subjects.ts";
import type { FleetMetaHub } from "../../scripts/fleet/metaHub.ts";
import type { ImaginedProject } from "../../scripts/screenshots/imagineEcosystem.ts";
import { connectMesh } from "../../server/mesh/connect.ts";
import { createPublisher } from "../../server/mesh/publish.ts";
import { systemClock } from "../../server/platform/clock.ts";
import { silentLog as log } from "../../server/platform/log.ts";

type Beats = {
  /** Says that a project is degraded, as its hub would. */
  degrade(project: ImaginedProject): void;
  stop(): Promise<void>;
};

/** Lets the hubs of imagined projects beat in turn, so many a second, each with another latency than before. */
export async function startBeats(
  { natsUrl, nkeySeed }: FleetMetaHub,
  projects: readonly ImaginedProject[],
  perSecond: number,
): Promise<Beats> {
  const speaking = projects.filter(({ health }) => health !== null);
  const mesh = await connectMesh({ url: natsUrl, nkeySeed, name: "beats", log });
  const say = ({ declared: { slug, meshNs } }: ImaginedProject, status: "ok" | "degraded", latencyMs: number) => {
    const publisher = createPublisher({ mesh, meshNs, clock: systemClock, log });
    const degradedReasons = status === "ok" ? [] : ["its database answers slowly"];
    const sampleAt = new Date().toISOString();
    publisher.publishPulse(eventSubject.health(meshNs, slug), { status, latencyMs, degradedReasons, sampleAt });
    void publisher.close();
  };
  let beat = 0;
  const timer = setInterval(() => {
    beat++;
    const project = speaking[beat % speaking.length];
    if (project?.health) say(project, project.health, beat % 1000);
  }, 1000 / perSecond);
  return {
    degrade(project) {
      project.health = "degraded";
      say(project, "degraded", 900);
    },
    async stop() {
      clearInterval(timer);
      await mesh.close();
    },
  };
}
