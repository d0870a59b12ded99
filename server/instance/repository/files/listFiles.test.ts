import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listFiles } from "./listFiles.ts";

let base: string;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "list-"));
});
afterAll(() => rm(base, { recursive: true }));

async function folder(name: string, files: Record<string, string | Buffer> = {}): Promise<string> {
  const root = join(base, name);
  await mkdir(root, { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(root, path, ".."), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

async function git(cwd: string, ...args: string[]): Promise<string> {
  const identity = ["-c", "user.name=t", "-c", "user.email=t@t", "-c", "protocol.file.allow=always"];
  const command = Bun.spawn(["git", ...identity, ...args], { cwd, stdout: "pipe", stderr: "pipe" });
  const [out, err] = await Promise.all([new Response(command.stdout).text(), new Response(command.stderr).text()]);
  if ((await command.exited) !== 0) throw new Error(err);
  return out;
}

/** What the owner of a repository would count himself. */
const counted = async (root: string) => (await git(root, "ls-files")).split("\n").filter(Boolean).length;

test("in a repository the files are those git tracks, at the top and in a folder below", async () => {
  const root = await folder("tracked", {
    "a.ts": "",
    "sub/b.ts": "",
    "sub/c d.ts": "",
    "node_modules/x.js": "",
    "new.ts": "",
  });
  await git(root, "init", "-q");
  await git(root, "add", "a.ts", "sub", "node_modules");
  const { source, paths } = await listFiles(root);
  expect({ source, paths }).toEqual({ source: "git", paths: ["a.ts", "node_modules/x.js", "sub/b.ts", "sub/c d.ts"] });
  expect(paths.length).toBe(await counted(root));
  expect((await listFiles(join(root, "sub"))).paths).toEqual(["b.ts", "c d.ts"]);
});

test("a submodule counts once, as git counts it, and a nested repository not at all", async () => {
  const library = await folder("library", { "lib.ts": "", "more.ts": "" });
  await git(library, "init", "-q");
  await git(library, "add", ".");
  await git(library, "commit", "-qm", "x");
  const root = await folder("outer", { "a.ts": "", "nested/inside.ts": "" });
  await git(root, "init", "-q");
  await git(join(root, "nested"), "init", "-q");
  await git(root, "add", "a.ts");
  await git(root, "submodule", "--quiet", "add", library, "lib");
  const { paths } = await listFiles(root);
  expect(paths).toEqual([".gitmodules", "a.ts", "lib"]);
  expect(paths.length).toBe(await counted(root));
});

test("an untracked folder inside a checkout is walked; a fresh repository has no files", async () => {
  const root = await folder("checkout", { "a.ts": "", "untracked/b.ts": "" });
  await git(root, "init", "-q");
  expect((await listFiles(root)).paths).toEqual([]);
  await git(root, "add", "a.ts");
  expect(await listFiles(join(root, "untracked"))).toEqual({ source: "walk", paths: ["b.ts"] });
});

test("without git everything but the usual leftovers counts, and loops end", async () => {
  const root = await folder("plain", {
    "a.ts": "",
    "deep/er/b.ts": "",
    "node_modules/x.js": "",
    ".git-not/c.ts": "",
    "inner/.git/config": "",
    "inner/d.ts": "",
    ".DS_Store": "",
  });
  await symlink("..", join(root, "deep", "loop"));
  const { source, paths } = await listFiles(root);
  expect(source).toBe("walk");
  expect(paths).toEqual([".git-not/c.ts", "a.ts", "deep/er/b.ts", "deep/loop", "inner"]);
});

test("names that are not UTF-8 are counted, each for itself", async () => {
  const root = await folder("names");
  await git(root, "init", "-q");
  for (const byte of [0xe4, 0xf6]) {
    await writeFile(Buffer.concat([Buffer.from(`${root}/x`), Buffer.from([byte]), Buffer.from(".ts")]), "");
  }
  await git(root, "add", ".");
  const { paths } = await listFiles(root);
  expect(paths).toEqual(['"x\\344.ts"', '"x\\366.ts"']);
  expect(paths.length).toBe(await counted(root));
});

test("a program that the repository's own configuration names is not run", async () => {
  const root = await folder("hostile", { "a.ts": "" });
  await git(root, "init", "-q");
  await git(root, "add", ".");
  const trace = join(base, "was-run");
  await git(root, "config", "core.fsmonitor", `touch ${trace}; false`);
  expect((await listFiles(root)).paths).toEqual(["a.ts"]);
  expect(await Bun.file(trace).exists()).toBe(false);
});

test("a folder that is not there is an error, an aborted listing too", async () => {
  await expect(listFiles(join(base, "nowhere"))).rejects.toThrow();
  await expect(listFiles(await folder("aborted"), { signal: AbortSignal.abort() })).rejects.toThrow();
});
