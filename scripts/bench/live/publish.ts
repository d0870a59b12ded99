import { eventSubject } from "../../../contracts/subjects.ts";
import type { Mesh } from "../../../server/mesh/connect.ts";
import { createPublisher } from "../../../server/mesh/publish.ts";
import { systemClock } from "../../../server/platform/clock.ts";
import type { Lifecycle } from "../../../server/platform/lifecycle.ts";
import { silentLog as log } from "../../../server/platform/log.ts";

/** Says of projects in turn how their audits stand; each time another number. */
export type Teller = {
  /** Tells for `seconds`, so many times in each; resolves when the broker has every one. The numbers, by project. */
  tell(seconds: number, perSecond: number): Promise<Map<string, number[]>>;
};

/** One publisher a project, as each hub has. */
export function startTelling(lifecycle: Lifecycle, mesh: Mesh, slugs: readonly string[]): Teller {
  const publishers = slugs.map((slug) => {
    const meshNs = `${slug}.mesh`;
    const publisher = createPublisher({ mesh, meshNs, clock: systemClock, log });
    lifecycle.onStop(`publisher of ${slug}`, publisher.close);
    return { slug, subject: eventSubject.summary(meshNs, "audit.summary.status"), publisher };
  });
  let number = 0;
  return {
    async tell(seconds, perSecond) {
      const told = new Map<string, number[]>();
      const acknowledged: Promise<unknown>[] = [];
      const started = performance.now();
      for (let index = 0; index < seconds * perSecond; index++) {
        await Bun.sleep(Math.max(0, started + (index * 1000) / perSecond - performance.now()));
        const from = publishers[index % publishers.length];
        if (from === undefined) throw new Error("no projects");
        const ok = ++number;
        // Failures come and go, so that risks, colours and pulses do too.
        const payload = { projectSlug: from.slug, ok, warn: 1, fail: ok % 3, lastRun: new Date().toISOString() };
        acknowledged.push(from.publisher.publishEvent(from.subject, payload));
        told.set(from.slug, [...(told.get(from.slug) ?? []), ok]);
      }
      await Promise.all(acknowledged);
      return told;
    },
  };
}
