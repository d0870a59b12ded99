import { afterAll, beforeAll, expect, test } from "bun:test";
import { appendFile, mkdir, mkdtemp, rename, rm, symlink, truncate, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hubConfig } from "../../../../contracts/config.ts";
import { createTestDatabase } from "../../../../scripts/testing/database.ts";
import { systemClock } from "../../../platform/clock.ts";
import { openInstanceDb } from "../../../platform/db.ts";
import { silentLog } from "../../../platform/log.ts";
import type { InstanceContext } from "../../context.ts";
import { graphSummary } from "../browse/countGraph.ts";
import { scan } from "./scan.ts";

let ctx: InstanceContext;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await createTestDatabase("instance");
  const db = openInstanceDb(database.url);
  const root = await mkdtemp(join(tmpdir(), "scan-"));
  const project = { slug: "veria", name: "Veria", meshNs: "veria.mesh", hubUrl: "http://127.0.0.1:5401" };
  ctx = { db, clock: systemClock, log: silentLog, project, root, config: hubConfig.parse({}) };
  drop = async () => {
    await db.close();
    await database.drop();
    await rm(root, { recursive: true });
  };
});

afterAll(() => drop());

const at = (path: string) => join(ctx.root, path);
const fileOf = (path: string) => ctx.db.prisma.sourceFile.findUniqueOrThrow({ where: { path } });
const importsOf = async (fromPath: string) =>
  (await ctx.db.prisma.fileImport.findMany({ where: { fromPath }, orderBy: { toPath: "asc" } })).map(
    (row) => row.toPath,
  );

test("before the first scan nothing is known, rather than zero", async () => {
  expect(await graphSummary(ctx)).toBeNull();
});

test("an empty folder without git is a completed scan of no files", async () => {
  expect(await scan(ctx)).toMatchObject({ state: "completed", files: 0, changed: 0, removed: 0, skipped: {} });
  expect((await graphSummary(ctx))?.counts).toEqual({ files: 0, symbols: 0, tasks: 0, audits: 0 });
});

test("files, symbols, tasks and imports are stored", async () => {
  await mkdir(at("src/app"), { recursive: true });
  await writeFile(
    at("src/a.ts"),
    'import { b } from "./b.js";\nimport "./later";\n// TODO: check\nexport const a = () => b;\n',
  );
  await writeFile(at("src/b.ts"), "export function b() {}\n");
  await writeFile(at("src/app/main.py"), "from models import User\nimport app.models\n");
  await writeFile(at("src/app/models.py"), "class User: pass\n");
  await writeFile(at("go.mod"), "module example.com/shop\n");
  await writeFile(at("main.go"), 'package main\nimport "example.com/shop/store"\nfunc main() {}\n');
  await mkdir(at("store"));
  await writeFile(at("store/store.go"), "package store\n");
  await writeFile(at("store/store_test.go"), "package store\n");

  const result = await scan(ctx);
  expect(result).toMatchObject({ files: 8, changed: 8, removed: 0 });
  expect((await graphSummary(ctx))?.counts).toEqual({ files: 8, symbols: 4, tasks: 1, audits: 0 });
  expect(await importsOf("src/a.ts")).toEqual(["src/b.ts"]);
  expect(await importsOf("src/app/main.py")).toEqual(["src/app/models.py"]);
  expect(await importsOf("main.go")).toEqual(["store/store.go"]);
  const file = await fileOf("src/b.ts");
  expect(file).toMatchObject({ language: "TypeScript", size: 23n, lines: 1, skipped: null });
  expect(file.hash).toBe(new Bun.CryptoHasher("sha256").update("export function b() {}\n").digest("hex"));
});

test("a second scan reads nothing that did not change", async () => {
  expect(await scan(ctx)).toMatchObject({ files: 8, changed: 0, removed: 0 });
});

test("a new file completes the imports of files that did not change; a deleted one takes its own away", async () => {
  await writeFile(at("src/later.ts"), "export class Later {}\n");
  expect(await scan(ctx)).toMatchObject({ files: 9, changed: 1 });
  expect(await importsOf("src/a.ts")).toEqual(["src/b.ts", "src/later.ts"]);
  await unlink(at("src/later.ts"));
  expect(await scan(ctx)).toMatchObject({ files: 8, changed: 0, removed: 1 });
  expect(await importsOf("src/a.ts")).toEqual(["src/b.ts"]);
  expect(await ctx.db.prisma.codeSymbol.count({ where: { path: "src/later.ts" } })).toBe(0);
});

test("a change of the same size within the same moment is seen", async () => {
  await writeFile(at("src/b.ts"), "export function c() {}\n");
  await scan(ctx);
  await writeFile(at("src/b.ts"), "export function d() {}\n");
  expect(await scan(ctx)).toMatchObject({ changed: 1 });
  expect(await ctx.db.prisma.codeSymbol.findMany({ where: { path: "src/b.ts" } })).toMatchObject([{ name: "d" }]);
});

test("binary, Latin-1, huge, sparse, looping, nested and half-broken files are counted, and said why", async () => {
  await mkdir(at("odd/nested/.git"), { recursive: true });
  await writeFile(at("odd/nested/inside.ts"), "export {};\n");
  await writeFile(at("odd/picture.ts"), Buffer.from([0x89, 0x50, 0, 1]));
  await writeFile(at("odd/latin.py"), Buffer.from("# TODO: gr\xfc\xdfen\nclass Gr\xfc\xdfe: pass\n", "latin1"));
  await writeFile(at("odd/nul.js"), `${" ".repeat(9000)}\n// FIXME: a \0 here\n`);
  await writeFile(at("odd/broken.ts"), "function ok() {}\n}}} class { <<< \nfunction alsoOk() {}\n");
  await writeFile(at("odd/empty.ts"), "");
  await writeFile(at("odd/big.ts"), "x".repeat(1024 * 1024 + 1));
  await writeFile(at("odd/sparse.bin"), "");
  await truncate(at("odd/sparse.bin"), 2 ** 31);
  await symlink("..", at("odd/loop"));
  await symlink("nowhere", at("odd/dangling"));

  const { skipped, files } = await scan(ctx);
  expect(files).toBe(8 + 10);
  expect(skipped).toEqual({ binary: 1, repository: 1, symlink: 2, "too-large": 2 });
  expect(await fileOf("odd/sparse.bin")).toMatchObject({ size: 2n ** 31n, hash: "", skipped: "too-large" });
  const tasks = await ctx.db.prisma.codeTask.findMany({
    where: { path: { startsWith: "odd/" } },
    orderBy: { path: "asc" },
  });
  expect(tasks.map(({ text }) => text)).toEqual(["grüßen", "a \uFFFD here"]);
  const symbols = await ctx.db.prisma.codeSymbol.findMany({ where: { path: "odd/broken.ts" } });
  expect(symbols.map(({ name }) => name)).toEqual(["ok", "alsoOk"]);
  expect(await scan(ctx)).toMatchObject({ changed: 0 });
  await rm(at("odd"), { recursive: true });
});

test("a file that is deleted during the scan is counted as missing", async () => {
  await git("init", "-q");
  await writeFile(at("gone.ts"), "class Gone {}\n");
  await git("add", ".");
  await rename(at("gone.ts"), at("elsewhere.txt"));
  const { files, skipped } = await scan(ctx);
  expect(files).toBe(9);
  expect(skipped).toEqual({ missing: 1 });
  await rename(at("elsewhere.txt"), at("gone.ts"));
  expect((await scan(ctx)).skipped).toEqual({});
});

test("an aborted scan says cancelled, keeps what it stored, and the next one completes", async () => {
  for (let n = 0; n < 250; n++) await writeFile(at(`src/many${n}.ts`), `export class C${n} {}\n`);
  await git("add", ".");
  const controller = new AbortController();
  const progress: number[] = [];
  const { state } = await scan(ctx, {
    signal: controller.signal,
    onProgress: ({ done, total }) => {
      expect(total).toBe(259);
      progress.push(done);
      controller.abort();
    },
  });
  expect(state).toBe("cancelled");
  expect(progress).toEqual([100]);
  expect(await scan(ctx)).toMatchObject({ state: "completed", files: 259 });
});

test("a root that cannot be listed is a failed scan, and what was known stays", async () => {
  await expect(scan({ ...ctx, root: join(ctx.root, "nowhere") })).rejects.toThrow();
  expect(await ctx.db.prisma.scan.findFirst({ orderBy: { id: "desc" } })).toMatchObject({ state: "failed" });
  expect((await graphSummary(ctx))?.counts.files).toBe(259);
});

test("appending to a file changes what is found in it", async () => {
  await appendFile(at("src/b.ts"), "// HACK: second\n");
  expect(await scan(ctx)).toMatchObject({ changed: 1 });
  expect(await ctx.db.prisma.codeTask.findMany({ where: { path: "src/b.ts" } })).toMatchObject([
    { tag: "HACK", line: 2 },
  ]);
});

async function git(...args: string[]): Promise<void> {
  const exitCode = await Bun.spawn(["git", ...args], { cwd: ctx.root, stdout: "ignore", stderr: "ignore" }).exited;
  expect(exitCode).toBe(0);
}
