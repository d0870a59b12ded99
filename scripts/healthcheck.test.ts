import { expect, test } from "bun:test";
import { runScript } from "./testing/runScript.ts";

test("the health check ends with 0 where all is well, and with 1 where it is not or nobody listens", async () => {
  let status = 200;
  const server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response("", { status }) });
  const codeOf = async () => (await runScript("healthcheck", [`${server.url.origin}/ready`])).code;
  expect(await codeOf()).toBe(0);
  status = 503;
  expect(await codeOf()).toBe(1);
  await server.stop(true);
  expect(await codeOf()).toBe(1);
});
