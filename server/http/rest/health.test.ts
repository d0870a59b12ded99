import { afterAll, beforeAll, expect, test } from "bun:test";
import { eventually } from "../../../scripts/testing/eventually.ts";
import { startTestMetaApp, type TestMetaApp } from "../../../scripts/testing/metaApp.ts";

let hub: TestMetaApp;
beforeAll(async () => {
  hub = await startTestMetaApp();
});
afterAll(() => hub.stop());

const ready = async () => {
  const answer = await hub.ask("/ready");
  return { status: answer.status, ...(await answer.json()) };
};

test("a hub that loses its broker, then its database, says what is missing, and goes on answering", async () => {
  expect(await ready()).toMatchObject({ status: "ready", reasons: [] });

  await hub.broker.stop();
  const withoutMesh = ["the mesh is not connected"];
  await eventually(async () => expect((await ready()).reasons).toEqual(withoutMesh) ?? true);
  expect((await hub.ask("/ready")).status).toBe(503);
  expect((await hub.ask("/api/fed/projects", { as: "viewer" })).status).toBe(200);

  await hub.database.drop();
  const withoutBoth = ["the database does not answer", ...withoutMesh];
  await eventually(async () => expect((await ready()).reasons).toEqual(withoutBoth) ?? true);
  expect((await hub.ask("/health")).status).toBe(200);
  // An answer, and who may have it, are remembered for a second.
  await eventually(async () => (await hub.ask("/api/fed/projects", { as: "viewer" })).status === 503);
  const refused = await hub.ask("/api/fed/projects", { as: "viewer" });
  expect(await refused.json()).toMatchObject({ error: { code: "unavailable" } });
}, 30_000);
