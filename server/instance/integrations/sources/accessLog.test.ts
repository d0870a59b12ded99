import { afterAll, beforeEach, expect, test } from "bun:test";
import { appendFile, mkdir, mkdtemp, rename, rm, symlink, truncate, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createLog, type LogFields, silentLog } from "../../../platform/log.ts";
import { parseCombined } from "../logs/parseCombined.ts";
import { readLog } from "../logs/readLog.ts";
import type { SeenLog, SeenLogs } from "../logs/seenLogs.ts";
import type { Sources } from "../source.ts";
import { trafficStrength } from "../strength.ts";
import { readAccessLog } from "./accessLog.ts";

let root = "";
const made: string[] = [];
const now = new Date("2026-11-23T12:00:00Z");

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "access-log-"));
  made.push(root);
  await mkdir(join(root, "logs"));
});
afterAll(async () => {
  for (const folder of made) await rm(folder, { recursive: true, force: true });
});

const request = (day: number, host = "performia.internal", status = 200, agent = "x/1") =>
  `10.0.0.1 - - [${day}/Nov/2026:10:00:00 +0000] "GET http://${host}/ HTTP/1.1" ${status} 5 "-" "${agent}"\n`;

const source = (over: Partial<Sources["access-log"]> = {}): Sources["access-log"] => ({
  source: "access-log",
  path: "logs/gateway.log",
  format: "combined",
  upstreams: { "performia.internal": "performia" },
  callers: {},
  ...over,
});

const read = (configured = source(), log = silentLog) =>
  readAccessLog({ slug: "veria", root, files: async () => [], now, log, source: configured });

test("requests of the log and of all that was rotated are counted together", async () => {
  await Bun.write(join(root, "logs/gateway.log"), request(22) + request(23, "elsewhere.internal"));
  await Bun.write(join(root, "logs/gateway.log.1"), request(20) + request(21, "performia.internal", 503));
  await Bun.write(join(root, "logs/gateway.log.2.gz"), gzipSync(request(18) + request(19)));
  await Bun.write(join(root, "logs/gateway.log-20261117.gz"), gzipSync(request(17)));
  await Bun.write(join(root, "logs/gateway.logger"), request(1));
  const hints = await read();
  expect(hints).toEqual([
    {
      fromProject: "veria",
      toProject: "performia",
      kind: "api",
      strength: Math.round(trafficStrength(6, 1) * 1000) / 1000,
      proof: {
        source: "access-log",
        key: "performia.internal",
        count: 6,
        firstSeenAt: "2026-11-17T10:00:00.000Z",
        lastSeenAt: "2026-11-22T10:00:00.000Z",
        file: "logs/gateway.log-20261117.gz",
        line: 1,
        failures: 1,
      },
    },
  ]);
});

test("a caller makes an edge from its project to this one", async () => {
  await Bun.write(join(root, "logs/gateway.log"), request(22, "veria.internal", 200, "ROLLIZR-gateway/3.0 (linux)"));
  const [hint] = await read(source({ upstreams: {}, callers: { "rollizr-gateway": "rollizr" } }));
  expect([hint?.fromProject, hint?.toProject, hint?.proof.count]).toEqual(["rollizr", "veria", 1]);
});

test("a damaged archive is logged, and what could be read of it and beside it counts", async () => {
  const logged: string[] = [];
  const log = createLog("warn", {} satisfies LogFields, (line) => logged.push(line));
  await Bun.write(join(root, "logs/gateway.log"), request(22));
  await Bun.write(join(root, "logs/gateway.log.1.gz"), gzipSync(request(20).repeat(5000)).subarray(0, 60));
  const [hint] = await read(source(), log);
  expect(hint?.proof.count).toBeGreaterThanOrEqual(1);
  expect(logged.join()).toContain("integrations.log-unreadable");
});

test("a line without end and bytes that are no text hold nothing up", async () => {
  const noise = Buffer.from([0, 255, 254, 10, 13, 200]);
  const endless = `${"performia.internal ".repeat(400_000)}\n`;
  await Bun.write(
    join(root, "logs/gateway.log"),
    Buffer.concat([noise, Buffer.from(endless), Buffer.from(request(22))]),
  );
  expect((await read())[0]?.proof.count).toBe(1);
});

test("a log outside the repository is not read, however it is pointed to", async () => {
  const outside = await mkdtemp(join(tmpdir(), "outside-"));
  made.push(outside);
  await Bun.write(join(outside, "gateway.log"), request(22));
  await symlink(join(outside, "gateway.log"), join(root, "logs/gateway.log"));
  expect(await read()).toEqual([]);
  expect(await read(source({ path: join("..", outside.split("/").pop() ?? "", "gateway.log") }))).toEqual([]);
});

test("lines without a time are as old as their file, and a clock that runs ahead makes nothing fresher", async () => {
  const json = source({ format: "json" });
  await Bun.write(join(root, "logs/gateway.log"), `${JSON.stringify({ upstream: "performia.internal" })}\n`);
  const written = new Date("2026-11-10T00:00:00Z");
  await utimes(join(root, "logs/gateway.log"), written, written);
  expect((await read(json))[0]?.proof.lastSeenAt).toBe(written.toISOString());
  const ahead = JSON.stringify({ upstream: "performia.internal", time: "2027-01-01T00:00:00Z" });
  await Bun.write(join(root, "logs/gateway.log"), `${ahead}\n`);
  expect((await read(json))[0]?.proof.lastSeenAt).toBe(now.toISOString());
});

/** Reads again and again with one memory; answers the count and how many bytes of lines were looked at. */
function reader() {
  const seenLogs: SeenLogs = new Map();
  return async () => {
    const [hint] = await readAccessLog({ ...common(), seenLogs });
    return { count: hint?.proof.count ?? 0, file: hint?.proof.file, line: hint?.proof.line };
  };
}
const common = () => ({ slug: "veria", root, files: async () => [], now, log: silentLog, source: source() });

test("a log that grew is counted on where it was left, a line that was half written once", async () => {
  const file = join(root, "logs/gateway.log");
  const again = reader();
  await Bun.write(file, request(20) + request(21).slice(0, 30));
  expect((await again()).count).toBe(1);
  await appendFile(file, request(21).slice(30) + request(22));
  expect(await again()).toEqual({ count: 3, file: "logs/gateway.log", line: 1 });
  expect((await again()).count).toBe(3);
  await appendFile(file, request(23).trimEnd());
  expect((await again()).count).toBe(4);
  await appendFile(file, `\n${request(23)}`);
  expect((await again()).count).toBe(5);
});

test("what was read is not read again: bytes before the mark may change unseen, but for the file's beginning", async () => {
  const file = join(root, "logs/gateway.log");
  const again = reader();
  const lines = Array.from({ length: 40 }, () => request(20));
  await Bun.write(file, lines.join(""));
  expect((await again()).count).toBe(40);
  const blanked = lines.map((line, index) => (index < 20 ? line : `${" ".repeat(line.length - 1)}\n`)).join("");
  await Bun.write(file, blanked + request(21));
  expect((await again()).count).toBe(41);
});

test("rotation renames a log that was read: nothing is counted twice, and the place is told by its new name", async () => {
  const file = join(root, "logs/gateway.log");
  const again = reader();
  await Bun.write(file, request(20) + request(21));
  expect((await again()).count).toBe(2);
  await rename(file, `${file}.1`);
  await Bun.write(file, request(22));
  expect(await again()).toEqual({ count: 3, file: "logs/gateway.log.1", line: 1 });
  await Bun.write(`${file}.2.gz`, gzipSync(request(18)));
  await rm(`${file}.1`);
  expect(await again()).toEqual({ count: 2, file: "logs/gateway.log.2.gz", line: 1 });
  expect((await again()).count).toBe(2);
});

test("a log that was emptied and written anew is read from its beginning", async () => {
  const file = join(root, "logs/gateway.log");
  const again = reader();
  await Bun.write(file, request(20) + request(21));
  expect((await again()).count).toBe(2);
  await truncate(file);
  await appendFile(file, request(22) + request(23) + request(24));
  expect((await again()).count).toBe(3);
});

test("an archive that the bytes of one reading did not suffice for is read on, the same ones never twice", async () => {
  const path = join(root, "gateway.log.1.gz");
  await Bun.write(path, gzipSync(request(20).repeat(10)));
  let before: SeenLog | undefined;
  const counts: number[] = [];
  for (const left of [0, request(20).length * 4, request(20).length * 3, 100_000, 0]) {
    const budget = { left };
    const entry = parseCombined(request(20).trim());
    if (entry === null) throw new Error("no line of a log");
    const readLine = () => ({ entry, host: "performia", caller: null });
    const { seen, sent } = await readLog({ path, before, budget, readLine, writtenAt: now });
    before = seen;
    counts.push(sent.get("performia")?.requests ?? 0);
  }
  expect(counts).toEqual([0, 4, 4, 10, 10]);
});

test("other names to look for are looked for from the beginning", async () => {
  await Bun.write(join(root, "logs/gateway.log"), request(20) + request(21, "rollizr.internal"));
  const seenLogs: SeenLogs = new Map();
  expect(await readAccessLog({ ...common(), seenLogs })).toHaveLength(1);
  const upstreams = { "performia.internal": "performia", "rollizr.internal": "rollizr" };
  expect(await readAccessLog({ ...common(), source: source({ upstreams }), seenLogs })).toHaveLength(2);
});
