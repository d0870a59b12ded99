import { expect, test } from "bun:test";
import { Elysia } from "elysia";
import { findFreePort } from "../../scripts/embedded/freePort.ts";
import { listen } from "./listen.ts";

const variables = { host: "FED_HOST", port: "FED_PORT" };
const answering = () => new Elysia().get("/", () => "here");

test("answers on every address of both kinds, and says where", async () => {
  const port = await findFreePort();
  const app = answering();
  expect(listen(app, { host: "::", port, variables }).origin).toBe(`http://[::]:${port}`);
  expect(await fetch(`http://127.0.0.1:${port}`).then((answer) => answer.text())).toBe("here");
  await app.stop(true);
});

test("a port that is taken, and a host that is none, are said by the name of what sets them", async () => {
  const port = await findFreePort();
  const app = answering();
  listen(app, { host: "127.0.0.1", port, variables });
  expect(() => listen(answering(), { host: "127.0.0.1", port, variables })).toThrow(/is taken.*FED_PORT/);
  expect(() => listen(answering(), { host: "no host", port, variables })).toThrow(/^FED_HOST no host is not/);
  await app.stop(true);
});
