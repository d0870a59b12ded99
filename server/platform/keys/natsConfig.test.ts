import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type NatsConnection, nkeyAuthenticator } from "@nats-io/transport-node";
import { inboxPrefix } from "../../../contracts/subjects.ts";
import type { EmbeddedNats } from "../../../scripts/embedded/nats.ts";
import { eventually } from "../../../scripts/testing/eventually.ts";
import { startTestNats } from "../../../scripts/testing/nats.ts";
import { connectMesh, type Mesh } from "../../mesh/connect.ts";
import { ensureEventStream } from "../../mesh/ensureStream.ts";
import { silentLog } from "../log.ts";
import { type FederationKeys, keepKeys } from "./keepKeys.ts";
import { natsConfig } from "./natsConfig.ts";

let folder: string;
let keys: FederationKeys;
let server: EmbeddedNats;
let meta: Mesh;
let veria: NatsConnection;
const refusals: string[] = [];

const identity = (slug: string) => {
  const own = keys.instances.get(slug);
  if (own === undefined) throw new Error(`no keys for ${slug}`);
  return own.identity;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fed-nats-config-"));
  keys = await keepKeys(folder, ["veria", "performia"]);
  const instances = ["veria", "performia"].map((slug) => ({
    slug,
    meshNs: `${slug}.mesh`,
    publicKey: identity(slug).publicKey,
    legacyHeartbeat: slug === "veria",
  }));
  const configFile = join(folder, "nats.conf");
  await writeFile(configFile, natsConfig(keys.identity.publicKey, instances));
  server = await startTestNats({ configFile });
  meta = await connectMesh({ url: server.url, name: "meta", nkeySeed: keys.identity.seed, log: silentLog });
  await ensureEventStream(meta);
  veria = await connect({
    servers: server.url,
    authenticator: nkeyAuthenticator(new TextEncoder().encode(identity("veria").seed)),
    inboxPrefix: inboxPrefix("veria"),
  });
  void (async () => {
    for await (const status of veria.status()) if (status.type === "error") refusals.push(String(status.error));
  })();
});

afterAll(async () => {
  await veria.close();
  await meta.close();
  await server.stop();
  await rm(folder, { recursive: true });
});

test("an acknowledged event is on the disk, and whoever has no key gets nothing", () => {
  const text = natsConfig(keys.identity.publicKey, []);
  // Of the stream store: elsewhere the server takes no notice of it.
  expect(text).toMatch(/^jetstream \{[^}]*^ {2}sync_interval: always$/m);
  expect(text).toMatch(/^authorization \{$/m);
  expect(text).not.toMatch(/no_auth_user|allow_non_tls/);
});

test("the store has room for twice what the event stream may hold", () => {
  expect(natsConfig(keys.identity.publicKey, [], undefined, 500)).toContain("\n  max_file_store: 1000\n");
});

test("one with a legacy heartbeat may send its own, and nobody else's", async () => {
  const heard = meta.nc.subscribe("hub.presence.veria", { max: 1 });
  await meta.nc.flush();
  veria.publish("hub.presence.veria", "{}");
  for await (const message of heard) expect(message.subject).toBe("hub.presence.veria");
  veria.publish("hub.presence.performia", "{}");
  await refused('Publish to "hub.presence.performia"');
});

const refused = (words: string) =>
  eventually(() => refusals.some((refusal) => refusal.includes("Permissions Violation") && refusal.includes(words)));

describe("an instance", () => {
  test("publishes in its own namespace, and its reply comes to its own inbox", async () => {
    const answer = await veria.request("fed.veria.mesh.graph.summary.nodes", "{}", { timeout: 5000 });
    expect(answer.json()).toMatchObject({ stream: "FED_EVENTS", seq: 1 });
  });

  test("cannot publish in another's namespace", async () => {
    veria.publish("fed.performia.mesh.hub.presence.forged", "{}");
    await refused('Publish to "fed.performia.mesh.hub.presence.forged"');
  });

  test("cannot use the JetStream API", async () => {
    veria.publish("$JS.API.STREAM.DELETE.FED_EVENTS", "");
    await refused('Publish to "$JS.API.STREAM.DELETE.FED_EVENTS"');
  });

  test.each([
    "fed.performia.mesh.audit.requested.security",
    "fed.>",
    ">",
    "_INBOX_performia.>",
    "_INBOX.>",
    "meta.changes",
    "fed.veria.mesh.hub.presence.*",
  ])("cannot listen to %s", async (subject) => {
    veria.subscribe(subject, { callback: () => {} });
    await refused(`Subscription to "${subject}"`);
  });

  test("hears the requests that the Meta Hub sends it", async () => {
    const heard = veria.subscribe("fed.veria.mesh.audit.requested.>", { max: 1 });
    await veria.flush();
    meta.nc.publish("fed.veria.mesh.audit.requested.security", "go");
    for await (const message of heard) expect(message.string()).toBe("go");
  });
});

test("whoever has no key is refused", async () => {
  await expect(connect({ servers: server.url, maxReconnectAttempts: 0 })).rejects.toThrow(/authorization/i);
});
