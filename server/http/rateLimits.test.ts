import { afterAll, beforeAll, expect, test } from "bun:test";
import { startTestMetaApp, type TestMetaApp } from "../../scripts/testing/metaApp.ts";

let hub: TestMetaApp;
beforeAll(async () => {
  hub = await startTestMetaApp({
    limits: {
      address: { burst: 30, perSecond: 0 },
      caller: { burst: 4, perSecond: 0 },
      wrongKey: { burst: 2, perSecond: 0 },
      failedSignIn: { burst: 2, perSecond: 0 },
    },
  });
});
afterAll(() => hub.stop());

const read = (key: string) =>
  hub.ask("/api/fed/alerts", { headers: { "x-api-key": key } }).then(({ status }) => status);
const signIn = (key: string) =>
  hub
    .ask("/login", { method: "POST", headers: { "sec-fetch-site": "same-origin" }, body: new URLSearchParams({ key }) })
    .then(({ status }) => status);

test("whoever asks too fast is told to wait, and another key is not held up", async () => {
  const statuses = [];
  for (let time = 0; time < 6; time++) statuses.push(await read(hub.keys.viewer));
  expect(statuses).toEqual([200, 200, 200, 200, 429, 429]);
  expect(await read(hub.keys.operator)).toBe(200);
  const refused = await hub.ask("/api/fed/alerts", { as: "viewer" });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await refused.json()).toMatchObject({ error: { code: "rate_limited" } });
});

test("wrong keys are soon not even called wrong, while a right one still works", async () => {
  const statuses = [];
  for (let time = 0; time < 4; time++) statuses.push(await read(`guess-${time}`));
  expect(statuses).toEqual([403, 403, 429, 429]);
  expect(await read(hub.keys.admin)).toBe(200);
});

test("guessing many times at once is no way round, and a sign-in that works costs nothing", async () => {
  const other = await startTestMetaApp({
    limits: {
      ...{
        address: { burst: 100, perSecond: 0 },
        caller: { burst: 100, perSecond: 0 },
        wrongKey: { burst: 2, perSecond: 0 },
      },
      failedSignIn: { burst: 3, perSecond: 0 },
    },
  });
  try {
    const tryKey = async (key: string) => {
      const headers = { "sec-fetch-site": "same-origin" };
      return (await other.ask("/login", { method: "POST", headers, body: new URLSearchParams({ key }) })).status;
    };
    for (let time = 0; time < 5; time++) expect(await tryKey(other.keys.admin)).toBe(303);
    const statuses = await Promise.all(Array.from({ length: 12 }, (_, guess) => tryKey(`guess-${guess}`)));
    expect(statuses.filter((status) => status === 403)).toHaveLength(3);
    expect(statuses.filter((status) => status === 429)).toHaveLength(9);
  } finally {
    await other.stop();
  }
});

test("after a few failed sign-ins nobody at that address signs in for a while", async () => {
  expect([await signIn("guess"), await signIn("guess"), await signIn("guess")]).toEqual([403, 403, 429]);
  expect(await signIn(hub.keys.admin)).toBe(429);
});

test("one address cannot ask without end, whatever it presents", async () => {
  const statuses = new Set<number>();
  for (let time = 0; time < 31; time++) statuses.add((await hub.ask("/api/fed/alerts")).status);
  expect([...statuses]).toEqual([401, 429]);
  expect((await hub.ask("/ready")).status).toBe(429);
});

test("an IPv6 network has one budget, however many of its addresses ask", async () => {
  const rate = { burst: 100, perSecond: 0 };
  const proxied = await startTestMetaApp({
    trustProxy: true,
    limits: { address: { burst: 3, perSecond: 0 }, caller: rate, wrongKey: rate, failedSignIn: rate },
  });
  try {
    const from = async (address: string) =>
      (await proxied.ask("/health", { headers: { "x-forwarded-for": address } })).status;
    const asked = [1, 2, 3, 4].map((host) => from(`2001:db8:0:1::${host}`));
    expect((await Promise.all(asked)).toSorted()).toEqual([200, 200, 200, 429]);
    expect(await from("2001:db8:0:2::1")).toBe(200);
  } finally {
    await proxied.stop();
  }
});
