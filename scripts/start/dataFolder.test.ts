import { afterEach, beforeEach, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lockDataFolder, openDataFolder, resetDataFolder } from "./dataFolder.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "fed-data-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("a second start on the same folder is refused and told which process runs", async () => {
  const script = join(folder, "start.ts");
  await writeFile(script, "setInterval(() => {}, 1000); console.log('up');");
  const other = Bun.spawn([process.execPath, script], { stdout: "pipe" });
  try {
    await other.stdout.getReader().read();
    await writeFile(join(folder, "start.lock"), String(other.pid));
    await expect(lockDataFolder(folder)).rejects.toThrow(`already running on ${folder} (process ${other.pid})`);
  } finally {
    other.kill();
    await other.exited;
  }
});

test("the lock of a process that is gone, or that is something else by now, is ignored", async () => {
  const gone = Bun.spawn(["true"]);
  await gone.exited;
  const somethingElse = Bun.spawn(["sleep", "60"]);
  for (const content of [String(gone.pid), String(somethingElse.pid), "not a number", ""]) {
    await writeFile(join(folder, "start.lock"), content);
    const release = await lockDataFolder(folder);
    expect(await readFile(join(folder, "start.lock"), "utf8")).toBe(String(process.pid));
    await release();
    expect(existsSync(join(folder, "start.lock"))).toBe(false);
  }
  somethingElse.kill();
});

test("a reset deletes what starts generate and nothing else", async () => {
  for (const name of ["postgres", "nats", "keys", "mine"]) await mkdir(join(folder, name, "deep"), { recursive: true });
  await resetDataFolder(folder);
  expect(["postgres", "nats", "keys", "mine"].map((name) => existsSync(join(folder, name)))).toEqual([
    false,
    false,
    false,
    true,
  ]);
});

test("a data folder that is a file is refused by name", async () => {
  const file = join(folder, "file");
  await writeFile(file, "");
  await expect(openDataFolder(file)).rejects.toThrow(`${file}, which is a file`);
  await expect(openDataFolder(join(file, "below"))).rejects.toThrow("cannot be written");
});
