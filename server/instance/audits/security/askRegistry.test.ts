import { afterEach, expect, test } from "bun:test";
import { askRegistry } from "./askRegistry.ts";

type Answer = (request: Request) => Response | Promise<Response>;
const servers: Bun.Server<undefined>[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop(true);
});

/** A registry of our own on a free port, that answers as the test says. */
function registry(answer: Answer): string {
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: answer });
  servers.push(server);
  return server.url.href;
}

const packages = [
  { name: "minimist", version: "1.2.5", line: 3 },
  { name: "minimist", version: "0.2.1", line: 9 },
  { name: "@s/b", version: "2.0.0", line: 12 },
];

const advisory = {
  id: 1097678,
  url: "https://github.com/advisories/GHSA-xvch-5gv4-984h",
  title: "Prototype Pollution in minimist",
  severity: "critical",
  vulnerable_versions: ">=1.0.0 <1.2.6",
  cwe: ["CWE-1321"],
};

test("names and versions are sent, and nothing else; advisories come back", async () => {
  let sent: unknown;
  const url = registry(async (request) => {
    expect(new URL(request.url).pathname).toBe("/-/npm/v1/security/advisories/bulk");
    sent = await request.json();
    return Response.json({ minimist: [advisory] });
  });
  expect(await askRegistry(packages, { registry: url })).toEqual({
    advisories: [
      {
        id: "GHSA-xvch-5gv4-984h",
        ecosystem: "npm",
        package: "minimist",
        vulnerable: ">=1.0.0 <1.2.6",
        severity: "critical",
        title: "Prototype Pollution in minimist",
      },
    ],
  });
  expect(sent).toEqual({ minimist: ["1.2.5", "0.2.1"], "@s/b": ["2.0.0"] });
});

const bad: [what: string, answer: Answer, reason: string][] = [
  ["refuses the method", () => new Response("no", { status: 405 }), "answered 405"],
  ["is broken", () => new Response("no", { status: 500 }), "answered 500"],
  ["answers what is no JSON", () => new Response("<html>proxy login</html>"), "not JSON"],
  ["answers a list", () => Response.json([advisory]), "unknown shape"],
  [
    "answers a severity nobody knows",
    () => Response.json({ a: [{ ...advisory, severity: "so-so" }] }),
    "unknown shape",
  ],
  ["sends elsewhere", () => Response.redirect("http://127.0.0.1:9/"), "cannot be reached"],
  ["answers without end", () => new Response("x".repeat(17 * 1024 * 1024)), "larger than 16 MiB"],
];

test.each(bad)("a registry that %s gives no advisories and a reason", async (_what, answer, reason) => {
  const result = await askRegistry(packages, { registry: registry(answer) });
  expect("reason" in result ? result.reason : "").toContain(reason);
});

test("a registry that never answers is given up", async () => {
  const url = registry(() => new Promise(() => {}));
  const result = await askRegistry(packages, { registry: url, timeoutMs: 50 });
  expect(result).toEqual({ reason: "the registry's advisory endpoint did not answer in 0.05 s" });
});

test("a registry that is not there is a reason", async () => {
  const url = registry(() => new Response());
  await servers.pop()?.stop(true);
  const result = await askRegistry(packages, { registry: url });
  expect("reason" in result ? result.reason : "").toContain("cannot be reached");
});

test("of many packages every part must be answered", async () => {
  let requests = 0;
  const url = registry(() => {
    requests += 1;
    return requests === 1 ? Response.json({ p1: [advisory] }) : new Response("", { status: 503 });
  });
  const many = Array.from({ length: 501 }, (_, n) => ({ name: `p${n}`, version: "1.0.0", line: n }));
  expect(await askRegistry(many, { registry: url })).toEqual({
    reason: "the registry's advisory endpoint answered 503",
  });
  expect(requests).toBe(2);
});

test("nothing to ask about needs no registry", async () => {
  expect(await askRegistry([], { registry: "http://127.0.0.1:9" })).toEqual({ advisories: [] });
});

test("cancelling throws, so that it is not taken for a registry that is down", async () => {
  const cancel = new AbortController();
  const url = registry(() => {
    cancel.abort(new Error("cancelled"));
    return new Promise(() => {});
  });
  await expect(askRegistry(packages, { registry: url, signal: cancel.signal })).rejects.toThrow("cancelled");
});
