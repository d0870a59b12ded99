import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { alertRule } from "../contracts/alerts.ts";
import packageJson from "../package.json" with { type: "json" };

const root = fileURLToPath(new URL("../", import.meta.url));
const globs = ["*.md", "docs/**/*.md", "examples/*/README.md"].map((glob) => new Bun.Glob(glob));
const pages = globs.flatMap((glob) => [...glob.scanSync({ cwd: root })]).sort();
const read = (path: string) => Bun.file(join(root, path)).text();

/** The anchor that code hosts give a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .trim()
    .replaceAll(" ", "-");

async function hasAnchor(path: string, anchor: string): Promise<boolean> {
  const headings = [...(await read(path)).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => anchorOf(heading));
  return headings.includes(anchor);
}

/** Whether a path that a page names is there. A star stands for anything. */
function isThere(path: string): boolean {
  const [glob] = path.split(/[<:]/);
  if (glob === undefined) return false;
  return glob.includes("*") ? !new Bun.Glob(glob).scanSync({ cwd: root }).next().done : existsSync(join(root, glob));
}

/** What a command says of itself, asked once; by the path of its file. */
const helps = new Map<string, Promise<string>>();
function helpOf(path: string): Promise<string> {
  const known = helps.get(path);
  if (known !== undefined) return known;
  const child = Bun.spawn([process.execPath, path, "--help"], { cwd: root, stdout: "pipe", stderr: "pipe" });
  const help = new Response(child.stdout).text();
  helps.set(path, help);
  return help;
}

/** The commands of ours that a page shows with words or flags: the file that is run, and those. */
function commandsIn(text: string): { path: string; words: string[] }[] {
  const shown = text.matchAll(
    /\bbun(?:@[\d.]+)? (?:run )?((?:scripts|server)\/[\w./-]+\.ts|[a-z][\w:-]*)( [^`#|"\n]*)/g,
  );
  return [...shown].flatMap(([, name = "", rest = ""]) => {
    const script = packageJson.scripts[name as keyof typeof packageJson.scripts] ?? name;
    const path = /(?:scripts|server)\/[\w./-]+\.ts/.exec(script)?.[0];
    // Up to the first flag verbs, and then flags; what stands for something else is in neither.
    const verbs = /^(?: (?!--)[a-z]+(?= |$))*/.exec(rest.trimEnd())?.[0].trim().split(" ").filter(Boolean) ?? [];
    const flags = rest.match(/(?<= )--[a-z][\w-]*/g) ?? [];
    return path === undefined || verbs.length + flags.length === 0 ? [] : [{ path, words: [...verbs, ...flags] }];
  });
}

test("shows no command with a word or flag that it does not know", async () => {
  const texts = await Promise.all(pages.map(async (page) => ({ page, commands: commandsIn(await read(page)) })));
  const unknown: string[] = [];
  let seen = 0;
  for (const { page, commands } of texts) {
    for (const { path, words } of commands) {
      const help = await helpOf(path);
      // A verb is in a line that shows how the command is called: in a sentence any word may stand.
      const calls = help.match(/^ +bun .*$/gm)?.join("\n") ?? "";
      const known = new Set([...(help.match(/--[a-z][\w-]*/g) ?? []), ...(calls.match(/[a-z][\w-]*/g) ?? [])]);
      seen += words.length;
      for (const word of words) if (!known.has(word)) unknown.push(`${page}: ${path} ${word}`);
    }
  }
  expect(unknown).toEqual([]);
  expect(seen).toBeGreaterThan(20);
}, 60_000);

/** The commands of ours that a text shows, with words or without: their names in package.json, or the files that are run. */
function shownIn(text: string): string[] {
  const run = text.matchAll(/\bbun(?:@[\d.]+)? (?:run )?((?:scripts|server)\/[\w./-]+\.ts|[a-z][\w:-]*)/g);
  const named = text.matchAll(/`([a-z]+:[a-z]+)(?=[ `])/g);
  const names = [...run, ...named].map(([, name = ""]) => name);
  return [...new Set(names)].filter((name) => name.endsWith(".ts") || name in packageJson.scripts);
}

/** The rows of the list of commands: what each is about, the pages it names, and the tests that are said to run it. */
async function listedCommands() {
  const rows = (await read("docs/commands.md")).match(/^\| .+$/gm) ?? [];
  return rows.map((row) => {
    const [command = "", shown = "", tried = ""] = row.slice(2).split(" | ");
    return {
      row: command,
      names: shownIn(command),
      pages: [...shown.matchAll(/\]\(([^)]+)\)/g)].map(([, link = ""]) => join("docs", link)),
      tests: [...tried.matchAll(/`([\w./-]+\.(?:test|e2e)\.tsx?)`/g)].map(([, path = ""]) => path),
    };
  });
}

test("each command of ours that a page shows is in the list of commands, with that page", async () => {
  const listed = await listedCommands();
  // What Veria's page calls `bun start` is its own; what has changed is no page to follow.
  const others = new Set(["docs/commands.md", "CHANGELOG.md", "examples/veria/README.md"]);
  const missing: string[] = [];
  let seen = 0;
  for (const page of pages.filter((one) => !others.has(one))) {
    const shown = shownIn(await read(page));
    seen += shown.length;
    const isListed = (name: string) => listed.some((row) => row.names.includes(name) && row.pages.includes(page));
    missing.push(...shown.filter((name) => !isListed(name)).map((name) => `${page}: ${name}`));
  }
  expect(missing).toEqual([]);
  expect(seen).toBeGreaterThan(50);
});

test("each test that the list of commands names is there, and names what it is said to run", async () => {
  const untrue: string[] = [];
  const listed = await listedCommands();
  for (const { row, names, tests } of listed) {
    const words = names.flatMap((name) => {
      const script = packageJson.scripts[name as keyof typeof packageJson.scripts] ?? name;
      return [name, /scripts\/([\w-]+)\.ts/.exec(script)?.[1] ?? "--scope="];
    });
    for (const path of tests) {
      const text = existsSync(join(root, path)) ? await read(path) : null;
      const isNamed = words.length === 0 || words.some((word) => text?.includes(word));
      if (text === null || !isNamed) untrue.push(`${row}: ${path}`);
    }
  }
  expect(untrue).toEqual([]);
  expect(listed.flatMap(({ tests }) => tests).length).toBeGreaterThan(40);
});

/** The services that a command of Compose names: what follows its verb and options, one for `exec` and `run`. */
function servicesIn(command: string): string[] {
  const [, verb = "", rest = ""] = /^docker compose (\w+)(.*)$/.exec(command) ?? [];
  const words = rest
    .replace(/--entrypoint "[^"]*"/, "")
    .replace(/ -e \S+/, "")
    .split(" ")
    .filter(Boolean);
  const end = words.findIndex((word) => /^[|<>#]/.test(word));
  const named = words.slice(0, end < 0 ? undefined : end).filter((word) => !word.startsWith("-"));
  return verb === "exec" || verb === "run" ? named.slice(0, 1) : named;
}

test("names only services that there are to Compose, and to run in them only scripts that there are", async () => {
  const files = [...new Bun.Glob("docker-compose*.yml").scanSync({ cwd: root })];
  const parsed = await Promise.all(files.map(async (file) => parse(await read(file), { merge: true })));
  const known = new Set(parsed.flatMap(({ services }) => Object.keys(services)));
  const texts = await Promise.all(pages.map(read));
  const commands = texts.flatMap(
    (text) => text.match(/docker compose (?:exec|run|restart|stop|logs|up)\b[^`\n]*/g) ?? [],
  );
  expect(commands.flatMap(servicesIn).length).toBeGreaterThan(20);
  expect(commands.filter((command) => servicesIn(command).some((name) => !known.has(name)))).toEqual([]);
  const scripts = commands.flatMap((command) => command.match(/scripts\/[\w-]+\.ts/g) ?? []);
  expect(scripts.length).toBeGreaterThan(2);
  expect(scripts.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test("each alert has its part of a runbook, and Prometheus's name it", async () => {
  const { groups } = parse(await read("deploy/prometheus/rules.yml"));
  const rules = groups.flatMap(({ rules }: { rules: unknown[] }) => rules);
  expect(rules.length).toBeGreaterThan(15);
  for (const { alert, annotations } of rules) {
    expect(annotations.runbook_url).toBe(`docs/operations.md#${alert.toLowerCase()}`);
    expect({ alert, told: await hasAnchor("docs/operations.md", anchorOf(alert)) }).toEqual({ alert, told: true });
  }
  for (const rule of alertRule.options) {
    expect({ rule, told: await hasAnchor("docs/alerts.md", rule) }).toEqual({ rule, told: true });
  }
});

test("there are pages to read", () => expect(pages).toContain("README.md"));

describe.each(pages)("%s", (page) => {
  test("has no link that leads nowhere", async () => {
    const links = [...(await read(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
    const dead: string[] = [];
    for (const link of links.filter((found) => !/^[a-z]+:/.test(found))) {
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? page : join(dirname(page), path);
      const found = existsSync(join(root, target)) && (anchor === undefined || (await hasAnchor(target, anchor)));
      if (!found) dead.push(link);
    }
    expect(dead).toEqual([]);
  });

  test("names only commands and files that are there", async () => {
    const text = await read(page);
    const scripts = [...text.matchAll(/\bbun(?:@[\d.]+)? run ([a-z][\w:-]*)/g)].map(([, name = ""]) => name);
    const own = page.startsWith("examples/") ? `${dirname(page)}/` : "";
    const paths = [
      ...[...text.matchAll(/`((?:server|client|contracts|scripts|prisma|e2e|docs|deploy)\/[^`\s]*)`/g)],
      ...[...text.matchAll(/\bbun ((?:server|scripts)\/[\w./-]+)/g)],
    ].map(([, path = ""]) => path);
    expect({
      commands: scripts.filter((name) => !(name in packageJson.scripts)),
      paths: paths.filter((path) => !isThere(path) && !isThere(own + path)),
    }).toEqual({ commands: [], paths: [] });
  });
});
