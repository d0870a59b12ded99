import { eventSubject } from "../../contracts/subjects.ts";
import { connectMesh } from "../../server/mesh/connect.ts";
import { createPublisher } from "../../server/mesh/publish.ts";
import { systemClock } from "../../server/platform/clock.ts";
import { silentLog as log } from "../../server/platform/log.ts";

/** What the broker has acknowledged for one project. */
export type Acknowledged = { slug: string; auditIds: string[]; files: number; lastSeq: number };

/** A project's hub as the broker sees it: the real publisher under a steady load. */
export type Load = {
  acknowledged(): Acknowledged;
  /** Publishes no more, and waits until the broker has acknowledged everything. False when that takes over 30 s. */
  finish(): Promise<boolean>;
  close(): Promise<void>;
};

/** How many events of one project are under way at once, and the pause of each: some hundred events a second. */
const underWay = 2;
const pauseMs = 10;

/** Publishes audit results, each with an id of its own, and ever newer graph summaries. */
export async function startLoad(natsUrl: string, project: { slug: string; meshNs: string }): Promise<Load> {
  const { slug, meshNs } = project;
  const mesh = await connectMesh({ url: natsUrl, name: `load-${slug}`, log });
  const publisher = createPublisher({ mesh, meshNs, clock: systemClock, log });
  const state: Acknowledged = { slug, auditIds: [], files: 0, lastSeq: 0 };
  let finishing = false;
  let issued = 0;

  const publishOne = async (number: number): Promise<void> => {
    const at = new Date().toISOString();
    const auditId = `${slug}-${number}`;
    const audit = await publisher.publishEvent(eventSubject.auditResult(meshNs, "security"), {
      ...{ projectSlug: slug, auditId, status: "ok", counts: {}, startedAt: at, finishedAt: at },
    });
    state.auditIds.push(auditId);
    const summary = await publisher.publishEvent(eventSubject.summary(meshNs, "graph.summary.nodes"), {
      ...{ projectSlug: slug, counts: { files: number, symbols: 1, tasks: 1, audits: 1 } },
      // A moment of its own, in the order of the numbers: the newest summary is the one with the largest number.
      ts: new Date(startedAt + number).toISOString(),
    });
    state.files = Math.max(state.files, number);
    state.lastSeq = Math.max(state.lastSeq, audit.seq, summary.seq);
  };
  const startedAt = Date.now() - 3_600_000;
  const lanes = Array.from({ length: underWay }, async () => {
    while (!finishing) {
      await publishOne(++issued);
      await Bun.sleep(pauseMs);
    }
  });
  return {
    acknowledged: () => state,
    async finish() {
      finishing = true;
      const done = await publisher.flush(30_000);
      if (done) await Promise.all(lanes);
      return done;
    },
    async close() {
      finishing = true;
      await publisher.close();
      await Promise.allSettled(lanes);
      await mesh.close();
    },
  };
}
