import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "../../../../scripts/testing/eventually.ts";
import { silentLog } from "../../../platform/log.ts";
import { type Change, watch } from "./watch.ts";

let root: string;
let told: Change[];
let stop: () => void;

async function git(...args: string[]): Promise<void> {
  const identity = ["-c", "user.name=t", "-c", "user.email=t@t"];
  const command = Bun.spawn(["git", ...identity, ...args], { cwd: root, stdout: "ignore", stderr: "pipe" });
  if ((await command.exited) !== 0) throw new Error(await new Response(command.stderr).text());
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "watch-"));
  await mkdir(join(root, "node_modules"));
  await git("init", "-q");
  await writeFile(join(root, "a.ts"), "1");
  await git("add", ".");
  await git("commit", "-qm", "one");
  told = [];
  ({ stop } = await watch({ root, log: silentLog, onChange: (change) => told.push(change) }));
});

afterEach(async () => {
  stop();
  await rm(root, { recursive: true });
});

test("many changes at once are told once, also in folders that are new", async () => {
  await mkdir(join(root, "new", "deep"), { recursive: true });
  for (let n = 0; n < 20; n++) await writeFile(join(root, "new", "deep", `${n}.ts`), String(n));
  await eventually(() => told.length > 0);
  expect(told).toEqual(["files"]);
  await writeFile(join(root, "new", "deep", "1.ts"), "again");
  await eventually(() => told.length > 1);
});

test("a new tag is told as such, and what tools leave behind not at all", async () => {
  await writeFile(join(root, "node_modules", "x.js"), "1");
  await git("tag", "v1.0.0");
  await eventually(() => told.length > 0);
  expect(told).toEqual(["tags"]);
});

test("a file that git begins to track is a change, though the file is not", async () => {
  await git("rm", "-q", "--cached", "a.ts");
  await eventually(() => told.length > 0);
  expect(told).toEqual(["files"]);
});
