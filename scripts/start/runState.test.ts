import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endLeftovers, openRunRecord } from "./runState.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "fed-run-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("what a killed start left running is ended by the next one", async () => {
  const left = Bun.spawn(["sleep", "61"]);
  const record = await openRunRecord(folder);
  await record.rememberProcess({ who: "veria", pid: left.pid, words: ["sleep", "61"] });
  expect(await endLeftovers((await openRunRecord(folder)).previous)).toEqual(["veria"]);
  await left.exited;
  expect(left.signalCode).toBe("SIGTERM");
});

test("a process that only has the same id as a leftover is left alone", async () => {
  const innocent = Bun.spawn(["sleep", "62"]);
  const record = await openRunRecord(folder);
  await record.rememberProcess({ who: "veria", pid: innocent.pid, words: ["server/main.ts", "--scope=project"] });
  expect(await endLeftovers((await openRunRecord(folder)).previous)).toEqual([]);
  expect(innocent.exitCode).toBeNull();
  innocent.kill();
});

test("ports are remembered, and a broken file is no obstacle", async () => {
  const record = await openRunRecord(folder);
  await Promise.all([record.rememberPort("postgres", 15_432), record.rememberPort("nats", 14_222)]);
  expect((await openRunRecord(folder)).previous.ports).toEqual({ postgres: 15_432, nats: 14_222 });
  await writeFile(join(folder, "run.json"), '{"ports":');
  expect((await openRunRecord(folder)).previous).toEqual({ ports: {}, processes: [] });
});
