import { chmod, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";
import { findFreePort, findFreeRange } from "../../scripts/embedded/freePort.ts";
import { openRunRecord } from "../../scripts/start/runState.ts";
import { eventually } from "../../scripts/testing/eventually.ts";
import { loadProjects } from "../../server/platform/config.ts";

const checkout = fileURLToPath(new URL("../../", import.meta.url));

/**
 * How fast a silence shows in these tests. With the shipped thresholds, `E2E_TRUE_THRESHOLDS=1`, it takes up to 95 s;
 * here hubs beat every two seconds, and what is waited for is the same code.
 */
const quick = {
  beatSeconds: 2,
  policy: {
    liveness: { degradedAfterSeconds: 6, offlineAfterSeconds: 9 },
    // Tests silence the same hubs again and again; flapping has tests of its own, with a clock of their own.
    flapping: { changes: 100 },
    // A hub that a test kills and starts again is back before this; one that a test holds still is not.
    alerts: { offlineAfterMinutes: 0.2 },
  },
};
const trueThresholds = process.env.E2E_TRUE_THRESHOLDS === "1";

/** The longest that a silence may take to show: the threshold, and the time between two looks. */
export const silenceShowsWithinMs = trueThresholds ? 95_000 : 15_000;

/** The whole system as `bun start` runs it: servers, Meta Hub and a project hub for each folder of `examples/`. */
export type System = {
  url: string;
  /** The one-time link, as it was printed for the person. */
  printedLink: string;
  adminKey: string;
  dataDir: string;
  /** Where the working tree of a project is. */
  root(slug: string): string;
  /** Where a project's own hub answers. */
  hubUrl(slug: string): string;
  /** The process id of a hub (`meta` or a slug), or of `postgres` or `nats`, as the start recorded it. */
  pidOf(who: string): Promise<number>;
  /** Starts one project hub alone, the way the start tells a person to. */
  startHubAlone(slug: string): void;
  stop(): Promise<void>;
};

/** The shipped configuration with absolute roots, so that it can lie anywhere, and quick thresholds. */
async function writeConfig(folder: string): Promise<Map<string, string>> {
  await mkdir(folder, { recursive: true });
  const { projects } = await loadProjects(join(checkout, "config"));
  const rooted = projects.map((project) => ({ ...project, root: join(checkout, project.root ?? "") }));
  await Bun.write(join(folder, "projects.yaml"), stringify({ projects: rooted }, { aliasDuplicateObjects: false }));
  await Bun.write(join(folder, "policy.yaml"), stringify(trueThresholds ? {} : quick.policy));
  return new Map(rooted.map(({ slug, root }) => [slug, root]));
}

function environmentFor(dataDir: string, configDir: string): Record<string, string> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || /^(NODE_ENV|TEST_DATABASE_URL|DATABASE_URL|NATS_.*|MESH_.*|FED_.*|HUB_.*)$/.test(name)
      ? []
      : [[name, value] as const],
  );
  return {
    ...Object.fromEntries(inherited),
    ...{ FED_DATA_DIR: dataDir, FED_CONFIG_DIR: configDir, NO_COLOR: "1" },
    ...(trueThresholds ? {} : { HUB_BEAT_SECONDS: String(quick.beatSeconds) }),
  };
}

/** Starts the system on free ports in a temporary folder, and waits until it prints the link. */
export async function startSystem(): Promise<System> {
  const folder = await mkdtemp(join(tmpdir(), "fed-e2e-"));
  // As root, PostgreSQL runs as another user, who must be able to enter.
  await chmod(folder, 0o755);
  const [dataDir, configDir] = [join(folder, "data"), join(folder, "config")];
  const roots = await writeConfig(configDir);
  const port = await findFreeRange(1 + roots.size);
  // As if it had run before, on ports of its own: two systems that start at once would both find the usual ones free.
  await mkdir(dataDir, { recursive: true });
  const record = await openRunRecord(dataDir);
  for (const server of ["postgres", "nats"] as const) await record.rememberPort(server, await findFreePort());
  const environment = environmentFor(dataDir, configDir);
  const options = { cwd: checkout, env: environment, stdin: "ignore", stderr: "inherit" } as const;
  const start = Bun.spawn([process.execPath, "scripts/start.ts", "--no-open", "--port", String(port)], {
    ...options,
    stdout: "pipe",
  });
  const alone: Bun.Subprocess[] = [];
  const stop = async () => {
    for (const child of [...alone, start]) child.kill("SIGTERM");
    await Promise.all([...alone, start].map(({ exited }) => exited));
    await rm(folder, { recursive: true, force: true });
  };

  let said = "";
  const listening = (async () => {
    for await (const chunk of start.stdout.pipeThrough(new TextDecoderStream())) said += chunk;
  })();
  const printedLink = await Promise.race([
    eventually(() => /^\s*(http:\/\/\S+)\s+Ready in/m.exec(said)?.[1], { timeoutMs: 90_000 }),
    listening.then(() => null),
  ]).catch(() => null);
  if (printedLink === null || printedLink === undefined) {
    await stop();
    throw new Error(`The system did not start. It said:\n${said}`);
  }
  const root = (slug: string) => {
    const found = roots.get(slug);
    if (found === undefined) throw new Error(`no project ${slug} is declared`);
    return found;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    printedLink,
    adminKey: (await readFile(join(dataDir, "keys", "admin.key"), "utf8")).trim(),
    dataDir,
    root,
    hubUrl: (slug) => `http://127.0.0.1:${port + 1 + [...roots.keys()].indexOf(slug)}`,
    async pidOf(who) {
      const { previous } = await openRunRecord(dataDir);
      const found = previous.processes.find((recorded) => recorded.who === who);
      if (found === undefined) throw new Error(`no process of ${who} is recorded`);
      return found.pid;
    },
    startHubAlone(slug) {
      const command = ["server/main.ts", "--scope=project", "--project", slug, "--root", root(slug)];
      alone.push(Bun.spawn([process.execPath, ...command], { ...options, stdout: "ignore" }));
    },
    stop,
  };
}
