import { expect, test } from "bun:test";
import { findFreePort } from "../embedded/freePort.ts";
import { checkPorts } from "./ports.ts";

const wanted = (port: number, who = "the Meta Hub") => ({ who, host: "127.0.0.1", port, remedy: "Use --port." });

test("a port that is taken is named, with who wanted it and what to do", async () => {
  const holder = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
  try {
    const port = holder.port ?? 0;
    await expect(checkPorts([wanted(port)])).rejects.toThrow(
      new RegExp(`^Port ${port}, for the Meta Hub, is taken.* Use --port\\.$`),
    );
    expect(await findFreePort([port])).not.toBe(port);
  } finally {
    await holder.stop(true);
  }
});

test("free ports pass", async () => {
  const port = await findFreePort();
  await checkPorts([wanted(port)]);
  expect(await findFreePort([port])).toBe(port);
});

test("two hubs on one port are refused before anything starts", async () => {
  const port = await findFreePort();
  await expect(checkPorts([wanted(port), wanted(port, "Veria's hub")])).rejects.toThrow("wanted twice");
});
