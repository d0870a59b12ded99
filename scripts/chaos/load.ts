import { eventSubject, inboxPrefix } from "../../contracts/subjects.ts";
import { connectMesh } from "../../server/mesh/connect.ts";
import { createPublisher } from "../../server/mesh/publish.ts";
import { createLog, silentLog } from "../../server/platform/log.ts";

/** A project whose hub is simulated. `skewMs`: how far its clock is ahead. */
export type LoadedProject = { slug: string; meshNs: string; skewMs: number };

/** What one project has said so far, and of that what the broker has acknowledged. */
export type Said = {
  slug: string;
  tried: number;
  /** How often the broker would not take one because it is full. */
  refused: number;
  audits: { auditId: string; seq: number }[];
  /** The newest of the graph. */
  summary: { files: number; seq: number };
  lastSeq: number;
};

/** A project's hub as the broker sees it: the real publisher under a steady load. */
export type Load = {
  said(): Said;
  /** Publishes no more, and waits until the broker has acknowledged everything. False when that takes over a minute. */
  rest(): Promise<boolean>;
  /** Begins, or goes on. */
  resume(): void;
  close(): Promise<void>;
};

/** How many events of one project are under way at once, and the pause of each: some hundred events a second. */
const underWay = 2;
const pauseMs = 10;

/** A load that rests until it is told to begin: audit results, each with an id of its own, and ever newer graph summaries. */
export async function startLoad(
  broker: { url: string; nkeySeed: string },
  { slug, meshNs, skewMs }: LoadedProject,
): Promise<Load> {
  const mesh = await connectMesh({ ...broker, name: `load-${slug}`, inboxPrefix: inboxPrefix(slug), log: silentLog });
  const clock = { now: () => new Date(Date.now() + skewMs) };
  const said: Said = { slug, tried: 0, refused: 0, audits: [], summary: { files: 0, seq: 0 }, lastSeq: 0 };
  // The publisher tries again by itself, and says why only to its log.
  const log = createLog("warn", {}, (line) => {
    if (line.includes("maximum bytes exceeded")) said.refused++;
  });
  const publisher = createPublisher({ mesh, meshNs, clock, log });
  const startedAt = clock.now().getTime();
  let resting = true;
  let issued = 0;
  let lanes: Promise<void>[] = [];

  const publishOne = async (number: number): Promise<void> => {
    const at = clock.now().toISOString();
    const auditId = `${slug}-${number}`;
    said.tried += 2;
    const audit = await publisher.publishEvent(eventSubject.auditResult(meshNs, "security"), {
      ...{ projectSlug: slug, auditId, status: "ok", counts: {}, startedAt: at, finishedAt: at },
    });
    said.audits.push({ auditId, seq: audit.seq });
    const summary = await publisher.publishEvent(eventSubject.summary(meshNs, "graph.summary.nodes"), {
      ...{ projectSlug: slug, counts: { files: number, symbols: 1, tasks: 1, audits: 1 } },
      // A moment of its own, in the order of the numbers: the newest summary is the one with the largest number.
      ts: new Date(startedAt + number).toISOString(),
    });
    if (number > said.summary.files) said.summary = { files: number, seq: summary.seq };
    said.lastSeq = Math.max(said.lastSeq, audit.seq, summary.seq);
  };
  const resume = () => {
    if (!resting) return;
    resting = false;
    lanes = Array.from({ length: underWay }, async () => {
      while (!resting) {
        await publishOne(++issued);
        await Bun.sleep(pauseMs);
      }
    });
  };
  return {
    said: () => said,
    resume,
    async rest() {
      resting = true;
      const done = await publisher.flush(60_000);
      if (done) await Promise.all(lanes);
      return done;
    },
    async close() {
      resting = true;
      await publisher.close();
      await Promise.allSettled(lanes);
      await mesh.close();
    },
  };
}
