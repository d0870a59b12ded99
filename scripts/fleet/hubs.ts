import { eventSubject } from "../../contracts/subjects.ts";
import type { Mesh } from "../../server/mesh/connect.ts";
import { createPublisher, type Publisher } from "../../server/mesh/publish.ts";
import { systemClock } from "../../server/platform/clock.ts";
import type { Log } from "../../server/platform/log.ts";
import { makeFact } from "./facts.ts";
import type { Member } from "./members.ts";
import type { FleetOptions } from "./options.ts";
import { makePoison } from "./poison.ts";
import type { Random } from "./random.ts";
import type { Truth } from "./truth.ts";

/** Every simulated hub of a run, speaking through the publisher that real hubs use. */
export type Hubs = {
  /** Speaks for as long as the options say, and until `also` has settled. */
  speak(also: Promise<unknown>): Promise<void>;
  /** Waits until the broker has acknowledged everything; false when that took over a minute. */
  flush(): Promise<boolean>;
  /** What the broker has acknowledged. */
  sent(): { events: number; repeated: number; poison: number; failed: number };
  stop(): Promise<void>;
};

type Hub = { member: Member; mesh: Mesh; publisher: Publisher; lastAt: number; nextBeat: number };

const tickMs = 50;
const beatMs = 30_000;
/** Flapping hubs change this often while others beat, and are left in peace at the end, to be heard three times well. */
const flapMs = 1000;
const calmMs = 6000;
const heldBackMs = 3000;

export function createHubs(deps: {
  meshes: readonly [Mesh, ...Mesh[]];
  members: readonly Member[];
  options: FleetOptions;
  random: Random;
  truth: Truth;
  log: Log;
}): Hubs {
  const { meshes, members, options, random, truth, log } = deps;
  const { faults, rate, seconds } = options;
  const sent = { events: 0, repeated: 0, poison: 0, failed: 0 };
  const underWay = new Set<Promise<void>>();
  const started = performance.now();
  const ends = started + seconds * 1000;

  const hubs = members
    .filter(({ behaviour }) => behaviour !== "silent")
    .map((member, index): Hub => {
      const mesh = meshes[index % meshes.length] ?? meshes[0];
      const clock = { now: () => new Date(Date.now() + member.skewMs) };
      const publisher = createPublisher({
        mesh,
        meshNs: member.meshNs,
        clock: member.skewMs === 0 ? systemClock : clock,
        log,
      });
      return { member, mesh, publisher, lastAt: 0, nextBeat: started + random.next() * 2000 };
    });

  /** Publishes now or, shuffled, a while later; `then` when the broker has it. */
  const publish = ({ publisher }: Hub, subject: string, payload: unknown, then: (seq: number) => void) => {
    const delay = faults.has("shuffle") ? random.next() * heldBackMs : 0;
    const done = (async () => {
      if (delay > 0) await Bun.sleep(delay);
      try {
        then((await publisher.publishEvent(subject, payload)).seq);
      } catch (thrown) {
        sent.failed++;
        log.warn("fleet.publish_failed", { subject, error: thrown });
      }
    })();
    underWay.add(done);
    void done.finally(() => underWay.delete(done));
  };

  const speakOnce = () => {
    const hub = hubs[random.integer(0, hubs.length - 1)];
    if (hub === undefined) return;
    // Strictly later than what it said before, by its own clock: then there is one truth.
    hub.lastAt = Math.max(hub.lastAt + 1, Date.now() + hub.member.skewMs);
    const fact = makeFact(random, hub.member, hub.lastAt);
    const repeats = faults.has("duplicate") && random.next() < 0.2 ? 2 : 0;
    for (let time = 0; time <= repeats; time++) {
      publish(hub, fact.subject, fact.payload, (seq) => {
        if (time === 0) sent.events++;
        else sent.repeated++;
        truth.learn(hub.member, fact, seq);
      });
    }
    if (!faults.has("poison") || random.next() >= 0.1) return;
    const { subject, payload, comes } = makePoison(random, hub.member, hub.lastAt);
    publish(hub, subject, payload, (seq) => {
      sent.poison++;
      truth.learnRefused(hub.member, comes === true ? seq : null);
    });
  };

  const beat = ({ member, publisher }: Hub, well: boolean) => {
    const { slug, meshNs, hubUrl } = member;
    const presence = { projectSlug: slug, meshNs, hubUrl, version: "1.0.0", tools: ["fleet"], capabilities: [] };
    const sampleAt = new Date(Date.now() + member.skewMs).toISOString();
    const status = well ? "ok" : "degraded";
    publisher.publishPulse(eventSubject.presence(meshNs, slug), presence);
    const health = { status, latencyMs: 5, degradedReasons: well ? [] : ["simulated"], sampleAt };
    publisher.publishPulse(eventSubject.health(meshNs, slug), health);
  };

  const beatWhenDue = (now: number) => {
    for (const hub of hubs) {
      if (now < hub.nextBeat) continue;
      const { behaviour } = hub.member;
      const flapping = behaviour === "flapping";
      const restless = flapping && now < ends - calmMs;
      beat(hub, behaviour === "degraded" ? false : !restless || Math.floor(now / flapMs) % 2 === 0);
      hub.nextBeat = now + (flapping ? flapMs : beatMs);
    }
  };
  // As real hubs do: what was told while the connection was away, or dying, nobody has heard.
  const stopsWatching = meshes.map((mesh) =>
    mesh.onConnectionChange((connected) => {
      if (connected) for (const hub of hubs) if (hub.mesh === mesh) hub.nextBeat = 0;
    }),
  );
  // Beats go on until the end of the comparison: who falls silent is offline.
  const beats = setInterval(() => beatWhenDue(performance.now()), tickMs);

  return {
    async speak(also) {
      let mustGoOn = true;
      const settled = () => {
        mustGoOn = false;
      };
      also.then(settled, settled);
      let due = 0;
      for (let before = performance.now(); before < ends || mustGoOn; ) {
        await Bun.sleep(tickMs);
        const now = performance.now();
        for (due += ((now - before) / 1000) * rate; due >= 1; due--) speakOnce();
        before = now;
      }
    },
    async flush() {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const tooLate = new Promise<false>((resolve) => {
        timer = setTimeout(() => resolve(false), 60_000);
      });
      const flushed = await Promise.race([Promise.all(underWay).then(() => true), tooLate]);
      clearTimeout(timer);
      return flushed;
    },
    sent: () => ({ ...sent }),
    async stop() {
      clearInterval(beats);
      for (const stopWatching of stopsWatching) stopWatching();
      await Promise.all(hubs.map(({ publisher }) => publisher.close()));
    },
  };
}
