import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { hubConfig } from "../../../../contracts/config.ts";
import { instanceGraphQuery, instanceSearchQuery } from "../../../../contracts/instance.ts";
import { createTestDatabase } from "../../../../scripts/testing/database.ts";
import { systemClock } from "../../../platform/clock.ts";
import { openInstanceDb } from "../../../platform/db.ts";
import { silentLog } from "../../../platform/log.ts";
import type { InstanceContext } from "../../context.ts";
import { scan } from "../scan/scan.ts";
import { getFile } from "./getFile.ts";
import { getGraph } from "./getGraph.ts";
import { getOutline } from "./getOutline.ts";
import { searchRepository } from "./searchRepository.ts";

let ctx: InstanceContext;
let drop: () => Promise<void>;

const files: Record<string, string> = {
  "readme.md": "# Shop\n",
  "src/shop.ts": 'import { total } from "./money/total.ts";\nexport class Shop {}\nexport const open = () => total;\n',
  "src/money/total.ts":
    'import { round } from "./round.ts";\n// TODO: sum 100% of it\nexport const total = () => round;\n',
  "src/money/round.ts": "export function round() {}\nexport function roundUp() {}\n",
  "src_old/a%b.ts": 'import "../src/shop.ts";\nexport const around = () => 1;\n',
};

beforeAll(async () => {
  const database = await createTestDatabase("instance");
  const db = openInstanceDb(database.url);
  const root = await mkdtemp(join(tmpdir(), "browse-"));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  const project = { slug: "veria", name: "Veria", meshNs: "veria.mesh", hubUrl: "http://127.0.0.1:5401" };
  ctx = { db, clock: systemClock, log: silentLog, project, root, config: hubConfig.parse({}) };
  await scan(ctx);
  drop = async () => {
    await db.close();
    await database.drop();
    await rm(root, { recursive: true });
  };
});

afterAll(() => drop());

const outlineOf = async (...open: string[]) => {
  const { nodes, imports } = await getOutline(ctx, { open });
  return {
    nodes: nodes.map(({ id, kind, files: count }) => `${kind} ${id} ${count}`),
    imports: imports.map(({ from, to, count }) => `${from} > ${to} ${count}`),
  };
};

test("closed folders stand for everything below them, and so do their imports", async () => {
  expect(await outlineOf()).toEqual({
    nodes: ["open  5", "file readme.md 1", "folder src 3", "folder src_old 1"],
    imports: ["src_old > src 1"],
  });
});

test("an open folder shows its own files and folders, and what imports between them", async () => {
  expect(await outlineOf("src")).toEqual({
    nodes: [
      ...["open  5", "open src 3"],
      ...["file readme.md 1", "folder src/money 2", "file src/shop.ts 1", "folder src_old 1"],
    ],
    imports: ["src/shop.ts > src/money 1", "src_old > src/shop.ts 1"],
  });
});

test("a folder below a closed one stays closed, and one that is not there changes nothing", async () => {
  expect(await outlineOf("src/money", "nowhere")).toEqual(await outlineOf());
});

test("a small repository is opened whole, and the folders above a file that is to be shown are opened", async () => {
  const whole = await getOutline(ctx, {});
  expect(whole.nodes.filter(({ kind }) => kind === "file")).toHaveLength(5);
  const shown = await getOutline(ctx, { open: [], show: "src/money/round.ts" });
  expect(shown.nodes.map(({ id }) => id)).toContain("src/money/round.ts");
});

test("of very many files in one folder the first by symbols are nodes, and the others one together", async () => {
  await ctx.db.pool.query(
    `insert into "SourceFile" (path, size, hash, lines) select 'many/f' || n, 1, '', 1 from generate_series(1, 1000) n`,
  );
  const { nodes } = await getOutline(ctx, { open: ["many"] });
  await ctx.db.pool.query(`delete from "SourceFile" where starts_with(path, 'many/')`);
  expect(nodes.filter(({ kind, parent }) => kind === "file" && parent === "many")).toHaveLength(300);
  expect(nodes.find(({ kind }) => kind === "rest")).toMatchObject({
    id: "many/*",
    parent: "many",
    files: 700,
    lines: 700,
  });
});

test("a folder can be listed without what is deeper, its folders with their sums", async () => {
  const direct = await getGraph(ctx, instanceGraphQuery.parse({ folder: "src", depth: "direct" }));
  expect(direct.files.map(({ path }) => path)).toEqual(["src/shop.ts"]);
  expect(direct.folders.map(({ path, files: count }) => `${path} ${count}`)).toEqual(["src/money 2"]);
  expect(direct).toMatchObject({ total: 1, next: null, counts: { files: 5 } });
  const root = await getGraph(ctx, instanceGraphQuery.parse({ depth: "direct" }));
  expect(root.files.map(({ path }) => path)).toEqual(["readme.md"]);
});

test("a file tells its symbols, tasks, what it imports and what imports it", async () => {
  const card = await getFile(ctx, { path: "src/money/total.ts" });
  expect(card).toMatchObject({
    file: { path: "src/money/total.ts", language: "TypeScript", lines: 3, symbols: 1, tasks: 1 },
    symbols: [{ kind: "function", name: "total", line: 3 }],
    tasks: [{ tag: "TODO", text: "sum 100% of it", line: 2 }],
    imports: ["src/money/round.ts"],
    importedBy: ["src/shop.ts"],
    totals: { symbols: 1, tasks: 1, imports: 1, importedBy: 1 },
  });
  await expect(getFile(ctx, { path: "src" })).rejects.toMatchObject({ code: "not_found" });
});

const found = (text: string, limit = 20) => searchRepository(ctx, instanceSearchQuery.parse({ text, limit }));

test("search finds files, symbols and tasks, whole names first, whatever their case", async () => {
  const result = await found("ROUND");
  expect(result.symbols.map(({ name }) => name)).toEqual(["round", "roundUp", "around"]);
  expect(result.files.map(({ path }) => path)).toEqual(["src/money/round.ts"]);
  expect((await found("sum")).tasks).toMatchObject([{ path: "src/money/total.ts", tag: "TODO", line: 2 }]);
  expect(await found("round", 1)).toMatchObject({ symbols: [{ name: "round" }], totals: { symbols: 3 } });
});

test("what databases take for patterns means itself in a search", async () => {
  expect((await found("a%b")).files.map(({ path }) => path)).toEqual(["src_old/a%b.ts"]);
  expect((await found("100%")).totals).toEqual({ files: 0, symbols: 0, tasks: 1 });
  expect((await found("s_c")).totals).toEqual({ files: 0, symbols: 0, tasks: 0 });
  expect((await found("c_o")).totals.files).toBe(1);
  expect((await found("\\")).totals).toEqual({ files: 0, symbols: 0, tasks: 0 });
});
