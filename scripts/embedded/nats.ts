import { mkdir, readFile } from "node:fs/promises";
import { connect } from "node:net";
import { join, resolve } from "node:path";
import { UserError } from "../../server/platform/errors.ts";
import { findFreePort } from "./freePort.ts";
import { findNatsServer } from "./natsBinary.ts";
import { endOrphan } from "./orphan.ts";

/** A NATS server of our own. `exited` resolves with its exit code, whoever ended it. */
export type EmbeddedNats = {
  url: string;
  port: number;
  pid: number;
  /** Lets it finish its writes and waits until it is gone. */
  stop(): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  exited: Promise<number>;
};

export type NatsOptions = {
  /** Keeps the stream store, the log and the process id. Made when missing, reused when not. */
  dataDir: string;
  /** Fails when taken. A free one when not given. */
  port?: number;
  /** Users, permissions, limits and the cluster it is in; address, port and store folder are decided here. */
  configFile?: string;
  /** What the others of its cluster know it by. */
  name?: string;
};

const startTimeoutMs = 10_000;

/**
 * Starts a NATS server with JetStream on 127.0.0.1 and waits until it greets. A server that a killed process left
 * running on the same folder is ended first. Throws a `UserError` when there is no server binary or it does not start.
 */
export async function startNats(options: NatsOptions): Promise<EmbeddedNats> {
  const dataDir = resolve(options.dataDir);
  const pidFile = join(dataDir, "nats.pid");
  const logFile = join(dataDir, "nats.log");
  const [binary] = await Promise.all([findNatsServer(), mkdir(dataDir, { recursive: true, mode: 0o700 })]);
  await endPrevious(pidFile, dataDir);
  const port = options.port ?? (await findFreePort());
  const server = Bun.spawn(
    [
      binary,
      ...(options.configFile === undefined ? [] : ["-c", resolve(options.configFile)]),
      ...(options.name === undefined ? [] : ["-n", options.name]),
      ...["-a", "127.0.0.1", "-p", String(port), "-js", "-sd", dataDir, "-P", pidFile, "-l", logFile],
    ],
    // Its own process group: Ctrl-C in a terminal reaches the supervisor only, which stops things in order.
    { stdin: "ignore", stdout: "ignore", stderr: "pipe", detached: true },
  );
  const greeted = await waitForGreeting(port, server.exited);
  if (!greeted) {
    server.kill("SIGKILL");
    await server.exited;
    const said = (await new Response(server.stderr).text()).trim() || (await lastLines(logFile));
    throw new UserError(`The NATS server did not start on port ${port}. It said:\n${said}`);
  }
  return {
    url: `nats://127.0.0.1:${port}`,
    port,
    pid: server.pid,
    exited: server.exited,
    kill: (signal) => server.kill(signal),
    stop: async () => {
      server.kill("SIGTERM");
      const impatience = setTimeout(() => server.kill("SIGKILL"), 1500);
      await server.exited;
      clearTimeout(impatience);
    },
  };
}

async function endPrevious(pidFile: string, dataDir: string): Promise<void> {
  const pid = Number(await readFile(pidFile, "utf8").catch(() => ""));
  if (Number.isInteger(pid) && pid > 0) await endOrphan(pid, ["nats-server", dataDir], "SIGTERM");
}

/** A NATS server speaks first: `INFO {...}`. False when it exited or time is up. */
async function waitForGreeting(port: number, exited: Promise<number>): Promise<boolean> {
  let running = true;
  void exited.then(() => {
    running = false;
  });
  const deadline = performance.now() + startTimeoutMs;
  while (running && performance.now() < deadline) {
    if ((await greeting(port)).startsWith("INFO ")) return running;
    await Bun.sleep(15);
  }
  return false;
}

function greeting(port: number): Promise<string> {
  return new Promise((done) => {
    const socket = connect({ host: "127.0.0.1", port });
    const finish = (text: string) => {
      socket.destroy();
      done(text);
    };
    socket.setTimeout(1000, () => finish(""));
    socket.once("error", () => finish(""));
    socket.once("data", (data) => finish(data.toString("utf8")));
  });
}

async function lastLines(logFile: string): Promise<string> {
  const text = await readFile(logFile, "utf8").catch(() => "nothing");
  return text.trimEnd().split("\n").slice(-8).join("\n");
}
