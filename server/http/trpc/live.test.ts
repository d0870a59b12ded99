import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type ChangeNotice, changeNotice } from "../../../contracts/changes.ts";
import { createFederationClient } from "../../../contracts/client.ts";
import { eventSubject } from "../../../contracts/subjects.ts";
import { eventually } from "../../../scripts/testing/eventually.ts";
import { startTestMetaApp, type TestMetaApp } from "../../../scripts/testing/metaApp.ts";
import { mostStreams } from "../openStreams.ts";
import type { CallContext } from "./init.ts";
import { appRouter } from "./root.ts";

let hub: TestMetaApp;
beforeAll(async () => {
  hub = await startTestMetaApp();
});
afterAll(() => hub.stop());

/** How many subscriptions the change feed has that nobody has ended. */
const open = () => hub.ctx.changes.subscribers();

type Stream = { ids: string[]; notices: ChangeNotice[]; events: string[]; ended: boolean; close(): void };

/** Reads the stream as it is on the wire. */
async function openStream(headers: Record<string, string> = {}): Promise<Stream> {
  const abort = new AbortController();
  const answer = await hub.ask("/trpc/live.changes", { as: "viewer", headers, signal: abort.signal });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
  const stream: Stream = { ids: [], notices: [], events: [], ended: false, close: () => abort.abort() };
  const read = async () => {
    const decoder = new TextDecoder();
    let text = "";
    for await (const chunk of answer.body ?? []) {
      const blocks = (text + decoder.decode(chunk, { stream: true })).split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) take(block.trim(), stream);
    }
  };
  void read()
    .catch(() => {})
    .finally(() => {
      stream.ended = true;
    });
  await eventually(() => stream.events.includes("connected"));
  return stream;
}

function take(block: string, stream: Stream): void {
  const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, "m").exec(block)?.[1];
  const event = field("event");
  const data = field("data");
  if (event !== undefined) stream.events.push(event);
  else if (data !== undefined) {
    stream.notices.push(changeNotice.parse(JSON.parse(data)));
    stream.ids.push(field("id") ?? "");
  }
}

const removed = (slug: string): ChangeNotice => ({ type: "projects", projects: [], removed: [slug] });
const slugsOf = ({ notices }: Stream) =>
  notices.flatMap((notice) => (notice.type === "projects" ? notice.removed : []));

describe("the live stream", () => {
  test("tells what a hub's own event has changed", async () => {
    const client = createFederationClient({ url: hub.origin, apiKey: hub.keys.viewer });
    const received: ChangeNotice[] = [];
    const started = Promise.withResolvers<void>();
    const subscription = client.live.changes.subscribe(undefined, {
      onStarted: () => started.resolve(),
      onData: ({ data }) => received.push(data),
      onError: (error) => started.reject(error),
    });
    await started.promise;
    await hub.veria.publishEvent(eventSubject.summary("veria.mesh", "audit.summary.status"), {
      projectSlug: "veria",
      ok: 41,
      warn: 0,
      fail: 0,
      lastRun: new Date().toISOString(),
    });
    await eventually(() =>
      received.some((notice) => notice.type === "projects" && notice.projects.some(({ kpis }) => kpis.auditsOk === 41)),
    );
    subscription.unsubscribe();
  });

  test("misses nothing between two connections, and tells nothing twice", async () => {
    const first = await openStream();
    hub.ctx.changes.publish(removed("a"));
    await eventually(() => slugsOf(first).includes("a"));
    first.close();
    hub.ctx.changes.publish(removed("b"));
    hub.ctx.changes.publish(removed("c"));
    const second = await openStream({ "last-event-id": first.ids.at(-1) ?? "" });
    hub.ctx.changes.publish(removed("d"));
    await eventually(() => slugsOf(second).includes("d"));
    expect(slugsOf(second)).toEqual(["b", "c", "d"]);
    expect(new Set(second.ids).size).toBe(3);
    second.close();
  });

  test("says resync to whoever saw an id that is no longer known", async () => {
    const stream = await openStream({ "last-event-id": "from-another-life" });
    await eventually(() => stream.notices.length > 0);
    expect(stream.notices).toEqual([{ type: "resync" }]);
    stream.close();
  });

  test("tells whoever is told 'connected' everything from then on", async () => {
    for (let time = 0; time < 20; time++) {
      const stream = await openStream();
      hub.ctx.changes.publish(removed(`now-${time}`));
      await eventually(() => slugsOf(stream).includes(`now-${time}`));
      stream.close();
    }
  });

  test("begins when it is asked for, not when it is first read", async () => {
    const actor = { name: "ada", role: "viewer" } as const;
    const admitted = { openStream: () => () => {}, stillAdmitted: async () => true };
    const context: Partial<CallContext> = { fed: hub.ctx, actor, requestId: "r", ...admitted };
    const stream = await appRouter.createCaller(context as CallContext).live.changes({});
    hub.ctx.changes.publish(removed("early"));
    for await (const told of stream) {
      expect(Object.values(told)).toContainEqual(removed("early"));
      break;
    }
    await eventually(() => open() === 0);
  });

  test("leaves nothing behind when its readers go", async () => {
    await eventually(() => open() === 0);
    const streams = await Promise.all(Array.from({ length: 40 }, () => openStream()));
    await eventually(() => open() === 40);
    for (const stream of streams) stream.close();
    await eventually(() => open() === 0);
  });

  test("may be open only so many times at once for one key, and as often as others close", async () => {
    await eventually(() => open() === 0);
    const streams = await Promise.all(Array.from({ length: mostStreams }, () => openStream()));
    const client = createFederationClient({ url: hub.origin, apiKey: hub.keys.viewer });
    const refused = Promise.withResolvers<unknown>();
    client.live.changes.subscribe(undefined, { onError: (error) => refused.resolve(error.data) });
    expect(await refused.promise).toMatchObject({ code: "rate_limited" });
    const another = new AbortController();
    expect((await hub.ask("/trpc/live.changes", { as: "operator", signal: another.signal })).status).toBe(200);
    another.abort();
    streams.pop()?.close();
    await eventually(() => open() === mostStreams - 1);
    streams.push(await openStream());
    for (const stream of streams) stream.close();
    await eventually(() => open() === 0);
  });

  test("stays open while nothing happens, longer than Bun's own limit of 10 s", async () => {
    const stream = await openStream();
    await eventually(() => stream.events.filter((event) => event === "ping").length >= 3, { timeoutMs: 20_000 });
    expect(stream.ended).toBe(false);
    hub.ctx.changes.publish(removed("late"));
    await eventually(() => slugsOf(stream).includes("late"));
    stream.close();
  }, 30_000);

  test("ends soon after the key that opened it", async () => {
    const admin = createFederationClient({ url: hub.origin, apiKey: hub.keys.admin });
    const { id, key } = await admin.keys.create.mutate({ name: "soon gone", role: "viewer" });
    const client = createFederationClient({ url: hub.origin, apiKey: key });
    const failure = Promise.withResolvers<unknown>();
    const started = Promise.withResolvers<void>();
    client.live.changes.subscribe(undefined, {
      onStarted: () => started.resolve(),
      onError: (error) => failure.resolve(error.data),
    });
    await started.promise;
    await admin.keys.revoke.mutate({ id });
    expect(await failure.promise).toMatchObject({ code: expect.stringMatching(/^(unauthenticated|forbidden)$/) });
    await eventually(() => open() === 0);
  }, 20_000);

  test("is no way round the key", async () => {
    const client = createFederationClient({ url: hub.origin, apiKey: "wrong" });
    const failure = Promise.withResolvers<unknown>();
    client.live.changes.subscribe(undefined, {
      onData: () => failure.reject(new Error("it told something")),
      onError: (error) => failure.resolve(error.data),
    });
    expect(await failure.promise).toEqual({ code: "forbidden", httpStatus: 403 });
  });
});
