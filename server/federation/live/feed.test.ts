import { afterAll, beforeAll, expect, test } from "bun:test";
import { headers } from "@nats-io/nats-core";
import type { ChangeNotice } from "../../../contracts/changes.ts";
import { changesSubject } from "../../../contracts/subjects.ts";
import { startTestNats } from "../../../scripts/testing/nats.ts";
import { connectMesh, type Mesh } from "../../mesh/connect.ts";
import { silentLog } from "../../platform/log.ts";
import { untilPasses } from "../testing/untilPasses.ts";
import { type ChangeFeed, createChangeFeed } from "./feed.ts";

let nats: Awaited<ReturnType<typeof startTestNats>>;
let meshes: Mesh[];
let feed: ChangeFeed;
let otherReplica: ChangeFeed;

beforeAll(async () => {
  nats = await startTestNats();
  meshes = await Promise.all(["one", "two"].map((name) => connectMesh({ url: nats.url, name, log: silentLog })));
  const [one, two] = meshes;
  if (one === undefined || two === undefined) throw new Error("not connected");
  feed = createChangeFeed({ mesh: one, log: silentLog });
  otherReplica = createChangeFeed({ mesh: two, log: silentLog });
  await Promise.all(meshes.map((mesh) => mesh.nc.flush()));
});
afterAll(async () => {
  feed.close();
  otherReplica.close();
  await Promise.all(meshes.map((mesh) => mesh.close()));
  await nats.stop();
});

const removed = (...slugs: string[]): ChangeNotice => ({ type: "projects", projects: [], removed: slugs });

/** Reads a subscription into a list, until it is left. */
function listen(from: ChangeFeed, lastEventId?: string) {
  const leaving = new AbortController();
  const heard: { id: string; notice: ChangeNotice }[] = [];
  const subscription = from.subscribe({ lastEventId: lastEventId ?? null, signal: leaving.signal });
  const done = (async () => {
    for await (const numbered of subscription) heard.push(numbered);
  })();
  return {
    heard,
    async leave() {
      leaving.abort();
      await done;
    },
  };
}

test("a notice reaches the subscribers of every replica once", async () => {
  const here = listen(feed);
  const there = listen(otherReplica);
  feed.publish(removed("a"));
  feed.publish(removed("b"));
  await untilPasses(() => expect(there.heard.map(({ notice }) => notice)).toEqual([removed("a"), removed("b")]));
  await untilPasses(() => expect(here.heard.map(({ notice }) => notice)).toEqual([removed("a"), removed("b")]));
  await Promise.all([here.leave(), there.leave()]);
});

test("a client that comes back gets what it missed, in order", async () => {
  const first = listen(feed);
  feed.publish(removed("one"));
  await untilPasses(() => expect(first.heard).toHaveLength(1));
  await first.leave();
  feed.publish(removed("two"));
  feed.publish(removed("three"));
  const again = listen(feed, first.heard[0]?.id ?? "");
  await untilPasses(() => expect(again.heard.map(({ notice }) => notice)).toEqual([removed("two"), removed("three")]));
  await again.leave();
});

test("an id that is not known gets one resync, then what comes", async () => {
  const stranger = listen(feed, "another-boot-7");
  feed.publish(removed("x"));
  await untilPasses(() =>
    expect(stranger.heard.map(({ notice }) => notice)).toEqual([{ type: "resync" }, removed("x")]),
  );
  await stranger.leave();
});

test("a client that cannot keep up gets a resync instead of an endless queue", async () => {
  const leaving = new AbortController();
  const slow = feed.subscribe({ signal: leaving.signal })[Symbol.asyncIterator]();
  for (let index = 0; index < 1000; index++) feed.publish(removed(`p-${index}`));
  const first = await slow.next();
  expect(first.value?.notice).toEqual({ type: "resync" });
  let more = 1;
  let last = first.value?.notice;
  while (last?.type !== "projects" || !last.removed.includes("p-999")) {
    last = (await slow.next()).value?.notice;
    more += 1;
  }
  expect(more).toBeLessThan(258);
  leaving.abort();
  expect(await slow.next()).toMatchObject({ done: true });
});

test("a subscription that has begun misses nothing published before it is first read", async () => {
  const leaving = new AbortController();
  const subscription = feed.subscribe({ signal: leaving.signal })[Symbol.asyncIterator]();
  feed.publish(removed("early"));
  expect((await subscription.next()).value?.notice).toEqual(removed("early"));
  leaving.abort();
});

test("what one replica could not tell while it was cut off makes the others' subscribers ask for everything", async () => {
  const [, two] = meshes;
  if (two === undefined) throw new Error("not connected");
  let connected = true;
  let tell = (_connected: boolean) => {};
  const cutOff = createChangeFeed({
    mesh: {
      ...two,
      isConnected: () => connected,
      onConnectionChange(listener) {
        tell = listener;
        return () => {};
      },
    },
    log: silentLog,
  });
  const here = listen(feed);
  const heard = () => here.heard.map(({ notice }) => notice);
  await cutOff.publish(removed("told"));
  connected = false;
  tell(false);
  await cutOff.publish(removed("untold"));
  connected = true;
  tell(true);
  await untilPasses(() => expect(heard()).toEqual([removed("told"), { type: "resync" }]));
  await here.leave();
  cutOff.close();
});

test("a gap in the numbers of another replica's notices makes subscribers ask for everything", async () => {
  const here = listen(feed);
  const [, two] = meshes;
  for (const number of [1, 2, 4, 5]) {
    const sent = headers();
    sent.set("Fed-Replica", "elsewhere");
    sent.set("Fed-Notice", String(number));
    two?.nc.publish(changesSubject, JSON.stringify(removed(`n-${number}`)), { headers: sent });
  }
  await untilPasses(() =>
    expect(here.heard.map(({ notice }) => notice)).toEqual([
      removed("n-1"),
      removed("n-2"),
      { type: "resync" },
      removed("n-5"),
    ]),
  );
  await here.leave();
});
