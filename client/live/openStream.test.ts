import { afterEach, expect, test } from "bun:test";
import type { ChangeNotice } from "../../contracts/changes.ts";
import { eventually } from "../../scripts/testing/eventually.ts";
import type { Api } from "../app/api.ts";
import { openStream } from "./openStream.ts";
import type { LiveEvent } from "./state.ts";

type Handlers = {
  onStarted(): void;
  onData(event: { id: string; data: ChangeNotice }): void;
  onError(error: unknown): void;
  onComplete(): void;
};

const notice = (seq: string): { id: string; data: ChangeNotice } => ({ id: seq, data: { type: "resync" } });
const signedOut = Object.assign(new Error("no"), { data: { httpStatus: 401 } });

let close: (() => void) | undefined;
afterEach(() => close?.());

/** A Meta Hub whose stream the test plays; `session` is how it answers who asks whether they are signed in. */
function openFake(session: () => Promise<unknown>) {
  const opened: { input: unknown; on: Handlers; ended: boolean }[] = [];
  const states: LiveEvent[] = [];
  const notices: ChangeNotice[] = [];
  const subscribe = (input: unknown, on: Handlers) => {
    const one = { input, on, ended: false };
    opened.push(one);
    return {
      unsubscribe() {
        one.ended = true;
      },
    };
  };
  const api = { live: { changes: { subscribe } }, system: { session: { query: session } } } as unknown as Api;
  close = openStream(api, { notice: (each) => notices.push(each), state: (event) => states.push(event) });
  const last = () => {
    const one = opened.at(-1);
    if (one === undefined) throw new Error("no stream was opened");
    return one;
  };
  return { opened, states, notices, last };
}

test("a stream that ended is opened again from the last notice that came, and the old one is closed", async () => {
  const { opened, states, notices, last } = openFake(async () => ({}));
  const first = last();
  first.on.onStarted();
  first.on.onData(notice("41"));
  first.on.onData(notice("42"));
  first.on.onComplete();
  await eventually(() => opened.length === 2);
  last().on.onStarted();
  expect(first.ended).toBe(true);
  expect(last().input).toEqual({ lastEventId: "42" });
  expect(notices.length).toBe(2);
  expect(states).toEqual(["connected", "dropped", "connected"]);
});

test("a hub that cannot be asked is tried on, one that says who looks is signed out is not", async () => {
  const answers = [() => Promise.reject(new TypeError("fetch failed")), () => Promise.reject(signedOut)];
  let asked = 0;
  const { opened, states, last } = openFake(() => answers[asked++]?.() ?? Promise.resolve({}));
  last().on.onError(new Error("dropped"));
  await eventually(() => opened.length === 2);
  last().on.onError(new Error("dropped"));
  await eventually(() => states.at(-1) === "ended");
  expect(opened.length).toBe(2);
  expect(last().ended).toBe(true);
});

test("once closed nothing is opened any more, not even where the hub had been asked already", async () => {
  const answer = Promise.withResolvers<unknown>();
  let isAsked = false;
  const { opened, last } = openFake(() => {
    isAsked = true;
    return answer.promise;
  });
  last().on.onComplete();
  await eventually(() => isAsked);
  close?.();
  answer.resolve({});
  await answer.promise;
  // What goes on after the answer has had its turn by then.
  await new Promise((done) => setImmediate(done));
  expect(opened.length).toBe(1);
});
