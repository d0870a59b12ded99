import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { evaluateAlerts } from "../alerts/evaluate.ts";
import { listAlerts } from "../alerts/listAlerts.ts";
import { listProjects } from "../catalog/listProjects.ts";
import { listStatusHistory } from "../catalog/listStatusHistory.ts";
import { Partitions } from "../metrics/partitions.ts";
import { healthOf, presenceOf } from "../testing/events.ts";
import { openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { readRestless } from "./livenessState.ts";
import { createRecordPulses, type RecordPulses } from "./pulses/recordPulses.ts";
import { sweepLiveness } from "./sweepLiveness.ts";

const start = "2026-11-20T12:00:00.000Z";
const after = (seconds: number) => new Date(Date.parse(start) + seconds * 1000).toISOString();

let federation: TestFederation;
let record: RecordPulses;
let partitions: Partitions;

beforeEach(async () => {
  federation = await openTestFederation({ now: start });
  record = createRecordPulses(federation.ctx);
  partitions = new Partitions(federation.ctx.db.pool);
});
afterEach(() => federation.close());

const hear = async (seconds: number, ...slugs: string[]) => {
  federation.setNow(after(seconds));
  await record({ events: slugs.map((slug) => presenceOf(slug, after(seconds))), rejected: [] });
};
const sweepAt = async (seconds: number) => {
  federation.setNow(after(seconds));
  await sweepLiveness(federation.ctx, partitions);
  await evaluateAlerts(federation.ctx);
};
const states = async () =>
  (await listProjects(federation.ctx, {})).map(
    ({ slug, status, held, flapping }) => `${slug} ${status}${held ? ", held" : ""}${flapping ? ", flapping" : ""}`,
  );
const alerts = async () => (await listAlerts(federation.ctx, {})).map(({ rule, status }) => `${rule} ${status}`);
const blindSince = async () =>
  (await federation.ctx.db.prisma.federationState.findUniqueOrThrow({ where: { id: 1 } })).blindSince;

describe("a look at the clock", () => {
  const restlessAt = async (seconds: number) => {
    const client = await federation.ctx.db.pool.connect();
    try {
      const now = new Date(after(seconds));
      const ids = (await readRestless(client, federation.ctx.policy.liveness, now)).map(({ id }) => id);
      const rows = await federation.ctx.db.prisma.projectCatalog.findMany({ where: { id: { in: ids } } });
      return rows.map(({ slug }) => slug).sort();
    } finally {
      client.release();
    }
  };

  test("reads nobody who is online and in time, however many there are, and each who is late, ill, held or flapping", async () => {
    await federation.declare("fine", "held", "ill", "jumpy", "late", "unheard");
    await hear(0, "late");
    await hear(20, "fine", "held", "ill", "jumpy");
    expect(await restlessAt(20)).toEqual([]);
    await record({ events: [healthOf("ill", after(20), "degraded")], rejected: [] });
    const { projectCatalog } = federation.ctx.db.prisma;
    await projectCatalog.update({ where: { slug: "held" }, data: { held: true } });
    await projectCatalog.update({ where: { slug: "jumpy" }, data: { flappingSince: new Date(after(20)) } });
    expect(await restlessAt(40)).toEqual(["held", "ill", "jumpy"]);
    expect(await restlessAt(41)).toEqual(["held", "ill", "jumpy", "late"]);
    expect(await restlessAt(61)).toEqual(["fine", "held", "ill", "jumpy", "late"]);
  });

  test("reads a project by its own thresholds, and one whose well hub is silent while an ill one speaks", async () => {
    await federation.declare("patient", "twofold");
    await federation.ctx.db.prisma.projectCatalog.update({
      where: { slug: "patient" },
      data: { livenessJson: { degradedAfterSeconds: 300, offlineAfterSeconds: 600 } },
    });
    await hear(0, "patient", "twofold");
    federation.setNow(after(39));
    await record({ events: [healthOf("twofold", after(39), "degraded", "second")], rejected: [] });
    expect(await restlessAt(40)).toEqual([]);
    expect(await restlessAt(41)).toEqual(["twofold"]);
    expect(await restlessAt(200)).toEqual(["twofold"]);
    expect(await restlessAt(201)).toEqual(["patient", "twofold"]);
  });
});

describe("many projects that fall silent together", () => {
  const five = ["a", "b", "c", "d", "e"];
  beforeEach(async () => {
    await federation.declare(...five);
    for (const [index, slug] of five.entries()) await hear(index * 6, slug);
  });

  test("leave a blind Meta Hub: nobody is judged, one alert says so, and it resolves when they are back", async () => {
    for (let seconds = 30; seconds <= 330; seconds += 5) await sweepAt(seconds);
    expect(await states()).toEqual(five.map((slug) => `${slug} online, held`));
    expect(await alerts()).toEqual(["blind open"]);

    await hear(340, "a", "b", "c");
    await sweepAt(341);
    expect((await states()).slice(2)).toEqual(["c online", "d online, held", "e online, held"]);
    await hear(360, "d");
    await sweepAt(380);
    expect(await blindSince()).not.toBeNull();
    await sweepAt(382);
    expect(await blindSince()).toBeNull();
    expect(await states()).toEqual(["a online", "b online", "c online", "d online", "e offline"]);
    expect(await alerts()).toEqual(["blind resolved"]);
  });

  test("while others are heard, are believed to be gone after a quarter of an hour", async () => {
    for (let seconds = 30; seconds <= 1000; seconds += 10) {
      await hear(seconds, "a", "b");
      await sweepAt(seconds);
      if (seconds === 900) expect(await states()).toContain("c online, held");
    }
    expect(await states()).toEqual(["a online", "b online", "c offline", "d offline", "e offline"]);
    expect(await blindSince()).toBeNull();
  });

  test("fewer than half of them are simply offline", async () => {
    for (let seconds = 30; seconds <= 200; seconds += 10) {
      await hear(seconds, "a", "b", "c");
      await sweepAt(seconds);
    }
    expect(await states()).toEqual(["a online", "b online", "c online", "d offline", "e offline"]);
  });
});

describe("a project that comes and goes", () => {
  beforeEach(() => federation.declare("veria"));

  test("flaps, raises one alert, is online again with the third beat, and has left its history", async () => {
    await hear(0, "veria");
    await sweepAt(61);
    await sweepAt(91);
    await hear(100, "veria");
    expect(await states()).toEqual(["veria online"]);
    await sweepAt(161);
    expect(await states()).toEqual(["veria degraded"]);
    await sweepAt(191);
    await hear(200, "veria");
    // A second hub's presence in the same moment is no second beat.
    await hear(201, "veria");
    await sweepAt(202);
    await hear(230, "veria");
    expect(await states()).toEqual(["veria degraded, flapping"]);
    expect((await listProjects(federation.ctx, {}))[0]?.statusReason).toContain("heard 2 of 3 times");
    expect(await alerts()).toEqual(["flapping open"]);
    await hear(260, "veria");
    await sweepAt(261);
    expect(await states()).toEqual(["veria online"]);
    expect(await alerts()).toEqual(["flapping resolved"]);

    const history = await listStatusHistory(federation.ctx, { slug: "veria" });
    expect(history.map(({ at, status, flapping }) => [at, status, flapping])).toEqual([
      [after(0), "online", false],
      [after(61), "degraded", false],
      [after(91), "offline", false],
      [after(100), "online", false],
      [after(161), "degraded", false],
      [after(191), "offline", false],
      [after(200), "degraded", true],
      [after(260), "online", false],
    ]);
    const last = await listStatusHistory(federation.ctx, { slug: "veria", from: after(210), limit: 2 });
    expect(last.map(({ at }) => at)).toEqual([after(200), after(260)]);
  });
});

test("a project's first beat ever is no return: it takes four changes after it to be flapping", async () => {
  await federation.declare("veria");
  await sweepAt(0);
  expect(await states()).toEqual(["veria offline"]);
  for (const seconds of [10, 110]) {
    await hear(seconds, "veria");
    await sweepAt(seconds + 95);
  }
  expect(await states()).toEqual(["veria offline"]);
  await hear(210, "veria");
  expect(await states()).toEqual(["veria degraded, flapping"]);
});

test("of two hubs of one project, the wrong clock counts until its hub falls silent or is put right", async () => {
  await federation.declare("veria");
  const skewOf = async () => (await federation.ctx.db.prisma.projectCatalog.findFirstOrThrow()).clockSkewSeconds;
  const beat = (hubId: string, seconds: number, ahead: number) =>
    record({
      events: [presenceOf("veria", after(seconds), hubId, "http://127.0.0.1:1", after(seconds + ahead))],
      rejected: [],
    });
  for (let seconds = 0; seconds < 60; seconds += 10) {
    await beat("veria-1", seconds, -90);
    await beat("veria-2", seconds + 5, 0);
    expect(await skewOf()).toBe(-90);
  }
  await beat("veria-2", 400, 0);
  expect(await skewOf()).toBeNull();
});

test("a wrong clock is noted from the beats, and forgotten once it is right", async () => {
  await federation.declare("veria");
  const skewOf = async () => (await federation.ctx.db.prisma.projectCatalog.findFirstOrThrow()).clockSkewSeconds;
  const beat = (sentAt: string, receivedAt: string) =>
    record({ events: [presenceOf("veria", receivedAt, "veria-1", "http://127.0.0.1:1", sentAt)], rejected: [] });
  await beat(after(300), after(0));
  expect(await skewOf()).toBe(300);
  await record({ events: [presenceOf("veria", after(10))], rejected: [] });
  expect(await skewOf()).toBe(300);
  await beat(after(20), after(30));
  expect(await skewOf()).toBeNull();
});
