import { afterEach, describe, expect, test } from "bun:test";
import { gzipSync } from "bun";
import { eventually } from "../../../scripts/testing/eventually.ts";
import type { DeclaredAddress } from "./reach.ts";
import { defaultSetup, type FetchSetup, type FetchTarget, safeFetch } from "./safeFetch.ts";
import { makeSelfSigned } from "./testing/selfSigned.ts";

type Seen = { method: string; host: string | null; authorization: string | null };
type Served = { port: number; requests: Seen[] };

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

function serve(
  answer: (request: Request) => Response | Promise<Response>,
  tls?: { cert: string; key: string },
): Served {
  const requests: Seen[] = [];
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    ...(tls === undefined ? {} : { tls }),
    fetch(request) {
      const { method, headers } = request;
      requests.push({ method, host: headers.get("host"), authorization: headers.get("authorization") });
      return answer(request);
    },
  });
  stops.push(() => void server.stop(true));
  return { port: server.port ?? 0, requests };
}

const ok = () => new Response("hello");
/** A resolver of the test's own; it answers the given lists one after the other, the last for ever. */
function resolver(...answers: string[][]): FetchSetup["resolve"] & { asked: string[] } {
  const asked: string[] = [];
  const resolve = async (host: string) => {
    asked.push(host);
    return answers[Math.min(asked.length, answers.length) - 1] ?? [];
  };
  return Object.assign(resolve, { asked });
}

const ask = (
  hubUrl: string,
  options: Partial<FetchSetup> & {
    network?: DeclaredAddress["network"];
    url?: string;
    read?: FetchTarget["read"];
  } = {},
) => {
  const { network = null, url = `${hubUrl}/api/capabilities`, read = "body", ...setup } = options;
  const target = { url, declared: { hubUrl, network }, authorization: "Bearer grant_test", read };
  return safeFetch(target, { ...defaultSetup, ...setup });
};
const bodyOf = (outcome: Awaited<ReturnType<typeof ask>>) =>
  outcome.ok ? new TextDecoder().decode(outcome.body) : outcome.failure;

describe("what is declared is reached", () => {
  test("a loopback literal, with GET, the grant and the declared host", async () => {
    const hub = serve(ok);
    const outcome = await ask(`http://127.0.0.1:${hub.port}`);
    expect(outcome).toMatchObject({ ok: true, status: 200, latencyMs: expect.any(Number) });
    expect(bodyOf(outcome)).toBe("hello");
    expect(hub.requests).toEqual([
      { method: "GET", host: `127.0.0.1:${hub.port}`, authorization: "Bearer grant_test" },
    ]);
  });

  test("a name, at the address it was checked at, under its own name", async () => {
    const hub = serve(ok);
    const resolve = resolver(["127.0.0.1"]);
    expect(await ask(`http://hub.test:${hub.port}`, { resolve, network: "loopback" })).toMatchObject({ ok: true });
    expect(hub.requests[0]?.host).toBe(`hub.test:${hub.port}`);
    expect(resolve.asked).toEqual(["hub.test"]);
  });

  test("a literal in an odd spelling is the address it means", async () => {
    const hub = serve(ok);
    for (const host of ["127.1", "2130706433", "0177.0.0.1", "0x7f000001"]) {
      expect([host, bodyOf(await ask(`http://${host}:${hub.port}`))]).toEqual([host, "hello"]);
    }
  });

  test("the next address, where nobody answers at the first", async () => {
    const hub = serve(ok);
    const resolve = resolver(["127.0.0.2", "127.0.0.1"]);
    expect(bodyOf(await ask(`http://hub.test:${hub.port}`, { resolve, network: "loopback" }))).toBe("hello");
  });

  test("by https, when the certificate is the name's", async () => {
    const own = makeSelfSigned("hub.test");
    const hub = serve(ok, own);
    const resolve = resolver(["127.0.0.1"]);
    const setup = { resolve, network: "loopback", ca: own.cert } as const;
    expect(bodyOf(await ask(`https://hub.test:${hub.port}`, setup))).toBe("hello");
    expect(bodyOf(await ask(`https://other.test:${hub.port}`, setup))).toBe("untrusted_certificate");
    expect(bodyOf(await ask(`https://hub.test:${hub.port}`, { resolve, network: "loopback" }))).toBe(
      "untrusted_certificate",
    );
    expect(hub.requests).toHaveLength(1);
  });
});

describe("refused:", () => {
  test("DNS rebinding, because the name is resolved once and that address is dialled", async () => {
    const hub = serve(ok);
    const resolve = resolver(["127.0.0.1"], ["169.254.169.254"]);
    const hubUrl = `http://rebind.test:${hub.port}`;
    expect(bodyOf(await ask(hubUrl, { resolve, network: "loopback" }))).toBe("hello");
    expect(resolve.asked).toHaveLength(1);
    expect(bodyOf(await ask(hubUrl, { resolve, network: "loopback" }))).toBe("forbidden_address");
    expect(hub.requests).toHaveLength(1);
  });

  test("a public name that leads to this machine or to a private network", async () => {
    const hub = serve(ok);
    for (const address of ["127.0.0.1", "::1", "10.0.0.1", "192.168.1.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"]) {
      const resolve = resolver([address]);
      expect([address, bodyOf(await ask(`http://hub.test:${hub.port}`, { resolve }))]).toEqual([
        address,
        "forbidden_address",
      ]);
    }
    expect(hub.requests).toHaveLength(0);
  });

  test("a private name that leads to this machine, or to what is never allowed", async () => {
    for (const address of ["127.0.0.1", "169.254.169.254", "fe80::1", "100.64.0.1", "0.0.0.0", "fd00:ec2::254"]) {
      const outcome = await ask("http://hub.internal", { resolve: resolver([address]), network: "private" });
      expect([address, bodyOf(outcome)]).toEqual([address, "forbidden_address"]);
    }
  });

  test("one bad address among good ones: none is dialled", async () => {
    const hub = serve(ok);
    const resolve = resolver(["127.0.0.1", "169.254.169.254"]);
    const outcome = await ask(`http://hub.test:${hub.port}`, { resolve, network: "loopback" });
    expect(bodyOf(outcome)).toBe("forbidden_address");
    expect(hub.requests).toHaveLength(0);
  });

  test("link-local and metadata addresses, also when declared, and IPv4 wrapped into IPv6", async () => {
    for (const host of [
      "169.254.169.254",
      "[::ffff:169.254.169.254]",
      "[64:ff9b::a9fe:a9fe]",
      "[fe80::1]",
      "0",
      "[::]",
    ]) {
      expect([host, bodyOf(await ask(`http://${host}`))]).toEqual([host, "forbidden_address"]);
    }
  });

  test("an answer of the resolver that is no plain address", async () => {
    for (const odd of ["127.1", "0177.0.0.1", "2130706433", "::1%lo", "hub.test"]) {
      const outcome = await ask("http://hub.test", { resolve: resolver([odd]), network: "loopback" });
      expect([odd, bodyOf(outcome)]).toEqual([odd, "forbidden_address"]);
    }
  });

  test("an address that the URL parser would not take, which would leave the name in its place", async () => {
    const hub = serve(ok);
    const resolve = resolver(["0:0:0::0:0.0.0.1"]);
    expect(bodyOf(await ask(`http://localhost:${hub.port}`, { resolve }))).not.toBe("hello");
    expect(hub.requests).toHaveLength(0);
  });

  test("a redirect, to link-local or anywhere", async () => {
    const other = serve(ok);
    for (const location of ["http://169.254.169.254/latest/meta-data/", `http://127.0.0.1:${other.port}/`]) {
      const hub = serve(() => new Response(null, { status: 302, headers: { location } }));
      expect(bodyOf(await ask(`http://127.0.0.1:${hub.port}`))).toBe("redirected");
      expect(hub.requests).toHaveLength(1);
    }
    expect(other.requests).toHaveLength(0);
  });

  test("an address that is not the project's own", async () => {
    const other = serve(ok);
    const hubUrl = "http://127.0.0.1:5401";
    const foreign = [`http://127.0.0.1:${other.port}/`, "https://127.0.0.1:5401/", "http://localhost:5401/"];
    const schemes = ["javascript:fetch(1)", "data:text/plain,x", "file:///etc/passwd", "not an address"];
    for (const url of [...foreign, ...schemes, "http://user:secret@127.0.0.1:5401/"]) {
      expect([url, bodyOf(await ask(hubUrl, { url }))]).toEqual([url, "wrong_origin"]);
    }
    expect(bodyOf(await ask("file:///etc", { url: "file:///etc/passwd" }))).toBe("wrong_origin");
    expect(other.requests).toHaveLength(0);
  });

  test("an endless body, which is then not read on", async () => {
    let ended = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(8192)),
      cancel: () => {
        ended = true;
      },
    });
    const hub = serve(() => new Response(endless));
    expect(bodyOf(await ask(`http://127.0.0.1:${hub.port}`))).toBe("too_large");
    await eventually(() => ended);
  });

  test("one byte more than 64 KiB, but not 64 KiB", async () => {
    const hub = serve((request) => new Response(new Uint8Array(65_536 + (request.url.endsWith("/more") ? 1 : 0))));
    const hubUrl = `http://127.0.0.1:${hub.port}`;
    expect(await ask(hubUrl)).toMatchObject({ ok: true });
    expect(bodyOf(await ask(hubUrl, { url: `${hubUrl}/more` }))).toBe("too_large");
    expect(await ask(hubUrl, { url: `${hubUrl}/more`, read: "status" })).toMatchObject({ ok: true, status: 200 });
  });

  test("a bomb: what is compressed stays compressed", async () => {
    const bomb = gzipSync(new Uint8Array(8 * 1024 * 1024));
    const hub = serve(() => new Response(bomb, { headers: { "content-encoding": "gzip" } }));
    const outcome = await ask(`http://127.0.0.1:${hub.port}`);
    expect(outcome.ok && outcome.body.length).toBe(bomb.length);
  });

  test("a slow body, a slow head and a slow resolver, after one time for all of them", async () => {
    const slowBody = serve(
      () =>
        new Response(
          new ReadableStream<Uint8Array>({
            async pull(controller) {
              controller.enqueue(new Uint8Array(1));
              await Bun.sleep(20);
            },
          }),
        ),
    );
    const slowHead = serve(() => new Promise<Response>(() => {}));
    const never = () => new Promise<string[]>(() => {});
    expect(bodyOf(await ask(`http://127.0.0.1:${slowBody.port}`, { timeoutMs: 150 }))).toBe("timeout");
    expect(bodyOf(await ask(`http://127.0.0.1:${slowHead.port}`, { timeoutMs: 150 }))).toBe("timeout");
    expect(bodyOf(await ask("http://hub.test", { timeoutMs: 50, resolve: never }))).toBe("timeout");
  });

  test("a proxy from the environment, which would resolve the name anew", async () => {
    const proxy = serve(() => new Response("from the proxy"));
    const hub = serve(ok);
    const hubUrl = `http://hub.test:${hub.port}`;
    const target = { url: hubUrl, declared: { hubUrl, network: "loopback" }, authorization: "", read: "body" };
    const script = `
      import { defaultSetup, safeFetch } from ${JSON.stringify(import.meta.resolve("./safeFetch.ts"))};
      const setup = { ...defaultSetup, resolve: async () => ["127.0.0.1"] };
      const outcome = await safeFetch(${JSON.stringify(target)}, setup);
      console.log(outcome.ok ? new TextDecoder().decode(outcome.body) : outcome.failure);`;
    const address = `http://127.0.0.1:${proxy.port}`;
    const child = Bun.spawn([process.execPath, "-e", script], {
      env: { HTTP_PROXY: address, http_proxy: address, ALL_PROXY: address },
      stdout: "pipe",
      stderr: "inherit",
    });
    expect((await new Response(child.stdout).text()).trim()).toBe("hello");
    expect(proxy.requests).toHaveLength(0);
  });
});

test("nobody there is unreachable, and a name without address unresolved", async () => {
  const gone = serve(ok);
  for (const stop of stops.splice(0)) stop();
  expect(bodyOf(await ask(`http://127.0.0.1:${gone.port}`))).toBe("unreachable");
  expect(bodyOf(await ask("http://hub.test", { resolve: resolver([]) }))).toBe("unresolved");
  expect(bodyOf(await ask("http://no-such-hub.invalid"))).toBe("unresolved");
});
