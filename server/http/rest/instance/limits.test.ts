import { expect, test } from "bun:test";
import { tmpdir } from "node:os";
import { hubConfig } from "../../../../contracts/config.ts";
import { createTestDatabase } from "../../../../scripts/testing/database.ts";
import { systemClock } from "../../../platform/clock.ts";
import { openInstanceDb } from "../../../platform/db.ts";
import { silentLog } from "../../../platform/log.ts";
import { silentTelemetry } from "../../../platform/telemetry/silent.ts";
import { createProjectApp } from "../../project.ts";

test("a project hub refuses whoever asks too fast, or is wrong too often, and says when to come again", async () => {
  const database = await createTestDatabase("instance");
  const db = openInstanceDb(database.url);
  const project = { slug: "veria", name: "Veria", meshNs: "veria.mesh", hubUrl: "http://127.0.0.1:5401" };
  const app = createProjectApp({
    ctx: { db, clock: systemClock, log: silentLog, project, root: tmpdir(), config: hubConfig.parse({}) },
    runtime: { version: "1", startedAt: new Date(), scanProgress: () => null, meshConnected: () => false },
    ...{
      telemetry: silentTelemetry,
      clientDir: tmpdir(),
      apiKey: "the-key-of-this-hub",
      actionKeys: [Buffer.alloc(32, 3)],
    },
    limits: { address: { burst: 8, perSecond: 0 }, refused: { burst: 2, perSecond: 0 } },
  });
  app.listen({ hostname: "127.0.0.1", port: 0 });
  try {
    const ask = (path: string, key?: string) =>
      fetch(`http://127.0.0.1:${app.server?.port}${path}`, key === undefined ? {} : { headers: { "x-api-key": key } });
    const statuses = [];
    for (const key of ["a", "b", "c"]) statuses.push((await ask("/api/capabilities", key)).status);
    expect(statuses).toEqual([403, 403, 429]);
    expect((await ask("/api/capabilities", "the-key-of-this-hub")).status).toBe(200);
    const large = await fetch(`http://127.0.0.1:${app.server?.port}/health`, {
      method: "POST",
      body: "x".repeat(20_000),
    });
    expect([large.status, (await large.json()).error.code]).toEqual([413, "too_large"]);
    for (let time = 0; time < 3; time++) expect((await ask("/health")).status).toBe(200);
    const refused = await ask("/health");
    expect([refused.status, Number(refused.headers.get("retry-after")) > 0]).toEqual([429, true]);
  } finally {
    await app.stop(true);
    await db.close();
    await database.drop();
  }
});
