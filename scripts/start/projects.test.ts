import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadHubConfig, loadProjects } from "../../server/platform/config.ts";
import { configuredProjects, projectsFromPaths } from "./projects.ts";

let folder: string;
let dataDir: string;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "fed-projects-")));
  dataDir = join(folder, "data");
});
afterEach(() => rm(folder, { recursive: true }));

async function folders(...names: string[]): Promise<string[]> {
  const paths = names.map((name) => join(folder, name));
  for (const path of paths) await mkdir(path, { recursive: true });
  return paths;
}

describe("paths instead of projects.yaml", () => {
  test("become projects that the Meta Hub reads as its configuration", async () => {
    const found = await projectsFromPaths(await folders("one/api", "two/api", "admin"), dataDir);
    const { projects } = await loadProjects(found.configDir);
    expect(projects).toEqual(found.declared);
    expect(projects.map(({ slug, meshNs, hubUrl }) => [slug, meshNs, hubUrl])).toEqual([
      ["api", "api.mesh", "http://127.0.0.1:5401"],
      ["api-2", "api-2.mesh", "http://127.0.0.1:5402"],
      ["admin-2", "admin-2.mesh", "http://127.0.0.1:5403"],
    ]);
  });

  test("obey what the Meta Hub may ask, unless the repository says otherwise", async () => {
    const [plain = "", strict = ""] = await folders("plain", "strict");
    await writeFile(join(strict, "hub.yaml"), "allowFanout: []\n");
    const { local } = await projectsFromPaths([plain, strict], dataDir);
    const allowed = await Promise.all(local.map(({ root, hubConfig }) => loadHubConfig(root, hubConfig)));
    expect(allowed.map(({ allowFanout }) => allowFanout)).toEqual([["audit.security", "graph.refresh"], []]);
  });

  test("are refused when missing, a file, or the same folder twice", async () => {
    const [path = ""] = await folders("real");
    await writeFile(join(folder, "file"), "");
    await expect(projectsFromPaths([join(folder, "gone")], dataDir)).rejects.toThrow("There is no folder");
    await expect(projectsFromPaths([join(folder, "file")], dataDir)).rejects.toThrow("not a folder");
    await expect(projectsFromPaths([path, `${path}/../real`], dataDir)).rejects.toThrow("the same folder");
  });
});

describe("the projects of projects.yaml", () => {
  const text = `projects:
  - { slug: here, name: Here, hubUrl: "http://127.0.0.1:5401", meshNs: here.mesh, root: work/here }
  - { slug: away, name: Away, hubUrl: "https://away.example", meshNs: away.mesh }
`;

  beforeEach(async () => {
    await folders("config", "work/here");
    await writeFile(join(folder, "config", "projects.yaml"), text);
  });

  test("run here only when they have a root, which is relative to the configuration's parent", async () => {
    const { configDir, declared, local } = await configuredProjects(join(folder, "config"), dataDir);
    expect(configDir).toBe(join(folder, "config"));
    expect(declared.map(({ slug }) => slug)).toEqual(["here", "away"]);
    expect(local.map(({ root }) => root)).toEqual([join(folder, "work", "here")]);
  });

  test("move to the ports after the Meta Hub's when that is given, and the Meta Hub is told", async () => {
    const { configDir, local } = await configuredProjects(join(folder, "config"), dataDir, 5600);
    const { projects } = await loadProjects(configDir);
    expect(local.map(({ declaration }) => declaration.hubUrl)).toEqual(["http://127.0.0.1:5601"]);
    expect(projects.map(({ hubUrl }) => hubUrl)).toEqual(["http://127.0.0.1:5601", "https://away.example"]);
  });

  test("with a root that is not there stop the start", async () => {
    await rm(join(folder, "work"), { recursive: true });
    await expect(configuredProjects(join(folder, "config"), dataDir)).rejects.toThrow("the root of here");
  });
});
