import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loginLink } from "../contracts/access.ts";
import type { ChangeNotice } from "../contracts/changes.ts";
import { createFederationClient, type FederationClient } from "../contracts/client.ts";
import { type AlertNotification, alertNotification } from "../contracts/notifications.ts";
import type { EmbeddedNats } from "../scripts/embedded/nats.ts";
import { type MetaHubProcess, prepareMetaHub } from "../scripts/fleet/hubProcess.ts";
import { createTestDatabase, type TestDatabase } from "../scripts/testing/database.ts";
import { eventually } from "../scripts/testing/eventually.ts";
import { startTestNats } from "../scripts/testing/nats.ts";

const slugs = ["north", "south", "west"];
const apiKey = "fed_the-key-of-this-test-and-of-no-other";

let folder: string;
let database: TestDatabase;
let nats: EmbeddedNats;
let hubs: [MetaHubProcess, MetaHubProcess];
let clients: [FederationClient, FederationClient];
let receiver: ReturnType<typeof Bun.serve>;
const told: AlertNotification[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fed-replicas-"));
  [database, nats] = await Promise.all([createTestDatabase("federation"), startTestNats()]);
  receiver = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch(request) {
      told.push(alertNotification.parse(await request.json()));
      return new Response();
    },
  });
  const configDir = join(folder, "config");
  await Promise.all([mkdir(configDir), mkdir(join(folder, "keys"))]);
  await writeFile(join(folder, "keys", "admin.key"), apiKey);
  const projects = slugs.map((slug) => ({
    ...{ slug, name: slug, hubUrl: "http://127.0.0.1:9", meshNs: `${slug}.mesh`, allowFanout: ["graph.refresh"] },
  }));
  await writeFile(join(configDir, "projects.yaml"), JSON.stringify({ projects }));
  // Who never speaks alerts at once, and is told of at once.
  const policy = {
    alerts: { offlineAfterMinutes: 0.001 },
    notifications: { groupSeconds: 0, webhooks: [{ name: "receiver", url: receiver.url.href }] },
  };
  await writeFile(join(configDir, "policy.yaml"), JSON.stringify(policy));
  const variables = {
    ...{ FED_CONFIG_DIR: configDir, DATABASE_URL: database.url, NATS_URL: nats.url },
    MESH_HMAC_KEY: Buffer.alloc(32, 1).toString("base64"),
  };
  hubs = [
    await prepareMetaHub({ name: "meta-1", folder, variables }),
    await prepareMetaHub({ name: "meta-2", folder, variables }),
  ];
  await Promise.all(hubs.map((hub) => hub.start()));
  const [one, two] = hubs;
  clients = [createFederationClient({ url: one.url, apiKey }), createFederationClient({ url: two.url, apiKey })];
}, 60_000);
afterAll(async () => {
  await Promise.all(hubs.map((hub) => hub.stop()));
  await receiver.stop(true);
  await nats.stop();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

test("two Meta Hubs raise each alert once, tell a webhook of it once, and both answer the same", async () => {
  const alertsTold = () => told.flatMap(({ data }) => data.alerts.map(({ id }) => id));
  await eventually(() => alertsTold().length >= slugs.length, { timeoutMs: 25_000 });
  const [alerts, others] = await Promise.all(clients.map((client) => client.alerts.list.query({})));
  expect(alerts).toHaveLength(slugs.length);
  expect(others).toEqual(alerts);
  expect(alertsTold().sort()).toEqual(alerts?.map(({ id }) => id).sort() ?? []);
});

test("what is changed at one is told by the other", async () => {
  const [here, there] = clients;
  const received: ChangeNotice[] = [];
  const started = Promise.withResolvers<void>();
  const subscription = there.live.changes.subscribe(undefined, {
    onStarted: () => started.resolve(),
    onData: ({ data }) => received.push(data),
    onError: (error) => started.reject(error),
  });
  await started.promise;
  const [alert] = await here.alerts.list.query({});
  await here.alerts.acknowledge.mutate({ id: alert?.id ?? "" });
  await eventually(() =>
    received.some(
      (notice) =>
        notice.type === "alerts" &&
        notice.alerts.some(({ id, status }) => id === alert?.id && status === "acknowledged"),
    ),
  );
  subscription.unsubscribe();
});

test("a run that is asked of both at once, again and again, is one run", async () => {
  const action = "fed.refresh.summaries";
  const { planHash } = await clients[0].actions.plan.query({ action, select: { all: true } });
  const input = { action, select: { all: true }, planHash, idempotencyKey: "asked-of-both-at-once" } as const;
  const asked = Array.from({ length: 10 }, (_, index) => clients[index % 2 === 0 ? 0 : 1].actions.start.mutate(input));
  expect(new Set((await Promise.all(asked)).map(({ runId }) => runId)).size).toBe(1);
});

test("a one-time link made at one signs in at the other, once, and the session holds at both", async () => {
  const [one, two] = hubs;
  const made = await fetch(`${one.url}/api/auth/links`, { method: "POST", headers: { "x-api-key": apiKey } });
  const { search } = new URL(loginLink.parse(await made.json()).url);
  const open = (hub: MetaHubProcess) => fetch(`${hub.url}/login${search}`, { redirect: "manual" });
  const answer = await open(two);
  expect(answer.status).toBe(303);
  const cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
  for (const hub of hubs) {
    expect((await fetch(`${hub.url}/trpc/system.session`, { headers: { cookie } })).status).toBe(200);
  }
  expect((await open(one)).headers.has("set-cookie")).toBe(false);
});

test("one subscription outlives a killed Meta Hub, and an id of the other's is answered with a resync", async () => {
  const [one, two] = hubs;
  const [here, there] = clients;
  const received: { id: string; notice: ChangeNotice }[] = [];
  const started = Promise.withResolvers<void>();
  const subscription = here.live.changes.subscribe(undefined, {
    onStarted: () => started.resolve(),
    onData: ({ id, data }) => received.push({ id, notice: data }),
    onError: (error) => started.reject(error),
  });
  await started.promise;
  let x = 0;
  /** Moves a project on the map until that is told. */
  const untilTold = (sinceIndex: number) =>
    eventually(
      async () => {
        await there.graph.pin.mutate({ slug: "west", x: ++x, y: 0 });
        return received.slice(sinceIndex).find(({ notice }) => notice.type === "projects");
      },
      { timeoutMs: 40_000, pauseMs: 250 },
    );
  const before = await untilTold(0);

  const moved = await fetch(`${two.url}/trpc/live.changes`, {
    headers: { "x-api-key": apiKey, "last-event-id": before?.id ?? "" },
  });
  let said = "";
  for await (const chunk of moved.body ?? []) {
    said += new TextDecoder().decode(chunk);
    if (said.includes('"type":')) break;
  }
  expect(/"type":"(\w+)"/.exec(said)?.[1]).toBe("resync");

  await one.kill();
  const heard = received.length;
  await one.start();
  await untilTold(heard);
  expect(received[heard]?.notice).toEqual({ type: "resync" });
  subscription.unsubscribe();
}, 90_000);

test("one that is killed leaves the other to carry on: what happens next is told, once", async () => {
  const [one, two] = hubs;
  const heard: ChangeNotice[] = [];
  const started = Promise.withResolvers<void>();
  const subscription = clients[1].live.changes.subscribe(undefined, {
    onStarted: () => started.resolve(),
    onData: ({ data }) => heard.push(data),
    onError: (error) => started.reject(error),
  });
  await started.promise;
  await one.kill();
  const before = told.length;
  const [alert] = await clients[1].alerts.list.query({});
  await clients[1].alerts.resolve.mutate({ id: alert?.id ?? "" });
  await eventually(() => told.length > before);
  // What the killed one stored and did not tell, pages of the other ask for.
  await eventually(() => heard.some(({ type }) => type === "resync"), { timeoutMs: 15_000 });
  subscription.unsubscribe();
  const events = told.slice(before).flatMap(({ data }) => data.alerts.map(({ id, event }) => ({ id, event })));
  expect(events).toEqual([{ id: alert?.id ?? "", event: "resolved" }]);
  expect(await two.isReady()).toBe(true);
}, 40_000);
