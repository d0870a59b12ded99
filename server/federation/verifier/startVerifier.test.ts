import { afterEach, beforeEach, expect, test } from "bun:test";
import { projectsConfig } from "../../../contracts/config.ts";
import { projectVerification } from "../../../contracts/surface.ts";
import { eventually } from "../../../scripts/testing/eventually.ts";
import { silentLog } from "../../platform/log.ts";
import { applyDeclarations } from "../catalog/applyDeclarations.ts";
import { whileLocked } from "../locks.ts";
import { countLocks } from "../testing/countLocks.ts";
import { declarationOf, openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { startVerifier, type Verifier } from "./startVerifier.ts";
import { type ServedHub, serveHub } from "./testing/serveHub.ts";

let federation: TestFederation;
let hub: ServedHub;
const verifiers: Verifier[] = [];

beforeEach(async () => {
  federation = await openTestFederation();
  hub = serveHub("veria", federation.ctx.clock);
  const projects = [{ ...declarationOf("veria"), hubUrl: hub.hubUrl }];
  await applyDeclarations(federation.ctx, { config: projectsConfig.parse({ projects }), force: true });
});
afterEach(async () => {
  await Promise.all(verifiers.splice(0).map((verifier) => verifier.stop()));
  await hub.stop();
  await federation.close();
});

function start(lookMs: number): Verifier {
  const verifier = startVerifier({ ctx: federation.ctx, log: silentLog, lookMs });
  verifiers.push(verifier);
  return verifier;
}
const never = 86_400_000;

test("verifies by itself soon after the start, and tells the clients what is new", async () => {
  federation.notices.length = 0;
  start(20);
  await eventually(() => federation.notices.some((notice) => notice.type === "projects"));
  expect(hub.asked).toHaveLength(3);
});

test("two replicas that look again and again verify a project once in its time", async () => {
  start(5);
  start(5);
  await eventually(() => hub.asked.length === 3);
  const looked = performance.now();
  await eventually(() => performance.now() - looked > 150);
  expect(hub.asked).toHaveLength(3);
});

test("verifies at once when asked, and whoever asks meanwhile gets the same answer", async () => {
  const verifier = start(never);
  const [rows, same] = await Promise.all([verifier.verifyNow(), verifier.verifyNow()]);
  expect(same).toBe(rows);
  expect(projectVerification.array().parse(rows)).toMatchObject([
    { slug: "veria", name: "VERIA", drift: [], manifest: { version: "1.2.3" } },
  ]);
  expect(rows[0]?.endpoints.map(({ type, reachable }) => [type, reachable])).toEqual([
    ["capabilities", true],
    ["graph", true],
    ["task", true],
  ]);
  expect(hub.asked).toHaveLength(3);
  await verifier.verifyNow();
  expect(hub.asked).toHaveLength(6);
});

test("waits, when asked, until another replica is done, and gives the lock back after a failure", async () => {
  const { pool } = federation.ctx.db;
  const verifier = start(never);
  let release = () => {};
  const held = whileLocked(pool, "verifier", "wait", () => new Promise<void>((done) => (release = done)));
  await eventually(async () => (await countLocks(pool, { granted: true })) === 1);
  const taken: string[] = [];
  await whileLocked(pool, "verifier", "pass", async () => void taken.push("pass"));
  expect(taken).toEqual([]);
  const asked = verifier.verifyNow();
  await eventually(async () => (await countLocks(pool, { granted: false })) === 1);
  expect(hub.asked).toHaveLength(0);
  release();
  await held;
  expect(await asked).toHaveLength(1);
  await expect(whileLocked(pool, "verifier", "wait", () => Promise.reject(new Error("failed")))).rejects.toThrow(
    "failed",
  );
  expect(await verifier.verifyNow()).toHaveLength(1);
});

test("stops in the middle of a round, and then says that it has", async () => {
  const verifier = start(never);
  const asked = verifier.verifyNow().catch(() => "given up");
  await verifier.stop();
  await asked;
  await expect(verifier.verifyNow()).rejects.toMatchObject({ code: "unavailable" });
});
