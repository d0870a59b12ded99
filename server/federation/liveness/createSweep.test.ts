import { afterEach, beforeEach, expect, test } from "bun:test";
import type { Mesh } from "../../mesh/connect.ts";
import { listProjects } from "../catalog/listProjects.ts";
import { Partitions } from "../metrics/partitions.ts";
import { presenceOf } from "../testing/events.ts";
import { openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { createSweep, type Sweep } from "./createSweep.ts";
import { createRecordPulses } from "./pulses/recordPulses.ts";

const start = "2026-11-20T12:00:00.000Z";
const after = (seconds: number) => new Date(Date.parse(start) + seconds * 1000).toISOString();

let federation: TestFederation;
let sweep: Sweep;
let connect: (connected: boolean) => void;

beforeEach(async () => {
  federation = await openTestFederation({ now: start });
  await federation.declare("veria", "performia");
  let connected = true;
  let tell = (_connected: boolean) => {};
  connect = (now) => {
    connected = now;
    tell(now);
  };
  const mesh: Pick<Mesh, "isConnected" | "onConnectionChange"> = {
    isConnected: () => connected,
    onConnectionChange(listener) {
      tell = listener;
      return () => {};
    },
  };
  sweep = createSweep({
    ctx: federation.ctx,
    mesh,
    partitions: new Partitions(federation.ctx.db.pool),
  });
  await sweep.run();
});
afterEach(async () => {
  await sweep.stop();
  await federation.close();
});

const hear = async (slug: string, seconds: number) => {
  federation.setNow(after(seconds));
  await createRecordPulses(federation.ctx)({ events: [presenceOf(slug, after(seconds))], rejected: [] });
};
const runAt = (seconds: number) => {
  federation.setNow(after(seconds));
  return sweep.run();
};
const states = async () =>
  (await listProjects(federation.ctx, {})).map(({ slug, status, held }) => [slug, status, held]);
const blindness = async () => {
  const { blindSince, blindCause } = await federation.ctx.db.prisma.federationState.findUniqueOrThrow({
    where: { id: 1 },
  });
  return [blindSince, blindCause];
};

test("a mesh that is away for five minutes takes nobody offline; afterwards each project has the time for one beat", async () => {
  await hear("veria", 50);
  await hear("performia", 50);
  connect(false);
  await runAt(51);
  await runAt(300);
  expect(await blindness()).toEqual([new Date(after(51)), "mesh"]);
  expect(await states()).toEqual([
    ["performia", "online", true],
    ["veria", "online", true],
  ]);
  federation.setNow(after(350));
  connect(true);
  await hear("veria", 370);
  await runAt(389);
  expect(await states()).toEqual([
    ["performia", "online", true],
    ["veria", "online", false],
  ]);
  await runAt(391);
  expect(await blindness()).toEqual([null, null]);
  expect(await states()).toEqual([
    ["performia", "offline", false],
    ["veria", "online", false],
  ]);
});

test("while another replica hears, one that has lost the mesh holds nobody; when all have lost it, one of them holds", async () => {
  const other = createSweep({
    ctx: federation.ctx,
    mesh: { isConnected: () => false, onConnectionChange: () => () => {} },
    partitions: new Partitions(federation.ctx.db.pool),
  });
  await hear("veria", 50);
  await runAt(51);
  await other.run();
  expect(await blindness()).toEqual([null, null]);
  expect(await states()).toContainEqual(["veria", "online", false]);
  connect(false);
  await runAt(52);
  expect(await blindness()).toEqual([new Date(after(52)), "mesh"]);
  expect(await states()).toContainEqual(["veria", "online", true]);
  await other.stop();
});
