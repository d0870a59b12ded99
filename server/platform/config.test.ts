import { describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hubConfig, policyConfig, projectsConfig } from "../../contracts/config.ts";
import { loadHubConfig, loadPolicy, loadProjects, parseConfig } from "./config.ts";
import { UserError } from "./errors.ts";

const veria = "slug: veria, name: Veria, hubUrl: http://127.0.0.1:5401, meshNs: veria.mesh";

function complaint(text: string): string {
  try {
    parseConfig(projectsConfig, "config/projects.yaml", text);
  } catch (thrown) {
    if (thrown instanceof UserError) return thrown.message;
    throw thrown;
  }
  throw new Error("the file was accepted");
}

async function inFolder(files: Record<string, string>, check: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "fed-config-"));
  try {
    for (const [name, text] of Object.entries(files)) await Bun.write(join(folder, name), text);
    await check(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe("a bad value", () => {
  test("is named with its file, its path and what was expected", () => {
    const message = complaint(`projects:\n  - { ${veria.replace("http://127.0.0.1:5401", "javascript:alert(1)")} }`);
    expect(message).toContain("config/projects.yaml");
    expect(message).toContain("projects[0].hubUrl: must be an http or https address");
  });

  test("is a hub's address with a path: its page and its API would be looked for in two places", () => {
    for (const wrong of ["http://127.0.0.1:5401/veria", "https://x.example/?a", "https://ada:pw@x.example"]) {
      const message = complaint(`projects:\n  - { ${veria.replace("http://127.0.0.1:5401", `"${wrong}"`)} }`);
      expect(message).toContain("projects[0].hubUrl: must be scheme, host and port alone");
    }
    const slash = `projects:\n  - { ${veria.replace("5401", "5401/")} }`;
    expect(parseConfig(projectsConfig, "config/projects.yaml", slash).projects).toHaveLength(1);
  });

  test("of a list names the words that are allowed", () => {
    const message = complaint(`projects:\n  - { ${veria}, allowFanout: [audit.everything] }`);
    expect(message).toContain("projects[0].allowFanout[0]");
    expect(message).toContain('"audit.security"');
  });

  test("is a slug that keys or evidence go by", () => {
    for (const slug of ["config", "meta", "admin", "mesh"]) {
      const message = complaint(`projects:\n  - { ${veria.replace("slug: veria", `slug: ${slug}`)} }`);
      expect(message).toContain(`projects[0].slug: "${slug}" is reserved`);
    }
  });

  test("is a registry that a repository would have its hub ask", () => {
    const registry = "audits: { security: { registry: 'http://169.254.169.254' } }";
    expect(() => parseConfig(hubConfig, "hub.yaml", registry)).toThrow(/registry/);
  });

  test("is refused when its key is unknown, so that a typing error is not silently ignored", () => {
    expect(complaint(`projects:\n  - { ${veria}, alowFanout: [] }`)).toContain("alowFanout");
  });

  test("does not hide the others, up to five", () => {
    const message = complaint(`projects: [${Array.from({ length: 9 }, () => "{}").join(", ")}]`);
    expect(message.match(/projects\[/g)?.length).toBe(5);
    expect(message).toContain("and 31 more");
  });
});

describe("a hostile or broken file", () => {
  test("may not use aliases", () => {
    expect(complaint("projects: &all []\nmore: *all")).toBe(
      "config/projects.yaml, line 2, column 7, is an alias (*): write the value out, or in quotes.",
    );
  });

  test("may not give a key twice", () => {
    expect(complaint("projects: []\nprojects: []")).toContain("unique");
  });

  test("is named when it is not YAML", () => {
    expect(complaint("projects: [")).toStartWith("config/projects.yaml, line 1, column 12, is not valid YAML");
  });

  test("is told without what stands there, which may be a secret", () => {
    const broken = [
      "a: {url: https://hooks.example/hunter2\n b: 1",
      "url: hunter2: hunter2",
      "  - hunter2\n- a\n b:",
      'a: "\\hunter2"',
      "url: hunter2\nurl: hunter2",
      "password: *hunter2",
      "password: !hunter2 x: y: z",
      "%hunter2\n---\n: x: [",
      "a: 1\nhunter2 hunter2\nb: 2",
      "@hunter2",
      "hunter2 }",
      "a: 'hunter2' hunter2",
    ];
    for (const text of broken) expect(complaint(text)).not.toContain("hunter2");
  });

  test("is refused above 4 MiB", async () => {
    await inFolder({ "projects.yaml": `projects: []\n#${"x".repeat(4 * 1024 * 1024)}` }, async (folder) => {
      await expect(loadProjects(folder)).rejects.toThrow("at most 4194304");
    });
  });

  test("is named when it is missing", async () => {
    await inFolder({}, async (folder) => {
      await expect(loadProjects(folder)).rejects.toThrow(join(folder, "projects.yaml"));
    });
  });
});

test("the shipped configuration is valid, and its policy states the defaults", async () => {
  const shipped = fileURLToPath(new URL("../../config", import.meta.url));
  const { projects } = await loadProjects(shipped);
  expect(projects.map(({ slug }) => slug)).toEqual(["veria", "performia", "rollizr"]);
  expect(await loadPolicy(shipped)).toEqual(policyConfig.parse({}));
});

describe("an instance's own configuration", () => {
  test("allows nothing when there is none", async () => {
    await inFolder({}, async (root) => {
      expect((await loadHubConfig(root)).allowFanout).toEqual([]);
    });
  });

  test("in the repository wins over the generated one", async () => {
    const files = { "hub.yaml": "allowFanout: [graph.refresh]", "generated.yaml": "allowFanout: [audit.security]" };
    await inFolder(files, async (root) => {
      const generated = join(root, "generated.yaml");
      expect((await loadHubConfig(root, generated)).allowFanout).toEqual(["graph.refresh"]);
      await rm(join(root, "hub.yaml"));
      expect((await loadHubConfig(root, generated)).allowFanout).toEqual(["audit.security"]);
    });
  });
});
