import { expect, test } from "bun:test";
import fc from "fast-check";
import { hostOf, productOf } from "./entry.ts";
import { parseCombined, parseLogTime } from "./parseCombined.ts";
import { parseJsonLine } from "./parseJsonLine.ts";

const at = new Date("2026-11-21T07:00:01Z");
const head = "10.0.0.4 - - [21/Nov/2026:08:00:01 +0100]";

test("an absolute request target names the host, and the agent and status come along", () => {
  const entry = parseCombined(
    `${head} "GET http://Performia.internal:80/v1 HTTP/1.1" 502 12 "-" "veria-gateway/0.9 (x)"`,
  );
  expect(entry).toEqual({ at, hosts: ["performia.internal:80"], agent: "veria-gateway/0.9 (x)", status: 502 });
  expect(productOf(entry?.agent ?? "")).toBe("veria-gateway");
});

test("a virtual host in front and fields at the end name hosts too", () => {
  const front = parseCombined(`performia.internal:443 ${head} "GET / HTTP/1.1" 200 5 "-" "x"`);
  expect(front?.hosts).toEqual(["performia.internal:443"]);
  const end = parseCombined(`${head} "GET / HTTP/1.1" 200 5 "-" "x" rt=0.01 upstream="performia.internal:80"`);
  expect(end?.hosts).toContain("performia.internal:80");
});

test("a host in the referrer is nobody's upstream", () => {
  const entry = parseCombined(`${head} "GET /a HTTP/1.1" 200 5 "https://performia.internal/page" "Mozilla"`);
  expect(entry?.hosts).toEqual([]);
});

test("the common format has no agent, and is read all the same", () => {
  expect(parseCombined(`${head} "GET /a HTTP/1.1" 200 -`)).toEqual({ at, hosts: [], agent: null, status: 200 });
});

test("fields of nginx, Caddy, Traefik and Envoy are understood as JSON", () => {
  const lines = [
    {
      time_iso8601: "2026-11-21T08:00:01+01:00",
      upstream_addr: "performia.internal:80",
      http_user_agent: "a/1",
      status: "200",
    },
    {
      ts: at.getTime() / 1000,
      request: { host: "performia.internal:80", headers: { "User-Agent": ["a/1"] } },
      status: 200,
    },
    {
      StartUTC: "2026-11-21T07:00:01Z",
      ServiceURL: "http://performia.internal:80/",
      "request_User-Agent": "a/1",
      DownstreamStatus: 200,
    },
    { start_time: at.getTime(), upstream_host: "performia.internal:80", user_agent: "a/1", response_code: 200 },
  ];
  for (const line of lines) {
    expect(parseJsonLine(JSON.stringify(line))).toEqual({
      at,
      hosts: ["performia.internal:80"],
      agent: "a/1",
      status: 200,
    });
  }
});

test("a line of JSON that is no object is no log line", () => {
  for (const line of ["", "12", "[]", "null", '{"host":', '"performia.internal"'])
    expect(parseJsonLine(line)).toBeNull();
});

test("whatever a line holds, the parsers answer and never throw", () => {
  const odd = fc.oneof(
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.string().map((text) => `${head} "${text}" 200 1 "${text}" "${text}" ${text}`),
    fc.json(),
  );
  fc.assert(
    fc.property(odd, (line) => {
      for (const entry of [parseCombined(line), parseJsonLine(line)]) {
        if (entry === null) continue;
        expect(entry.at === null || !Number.isNaN(entry.at.getTime())).toBe(true);
        for (const host of entry.hosts) expect(hostOf(host)).toBe(host);
      }
    }),
    { numRuns: 500 },
  );
});

test("every moment that a log can write is read back", () => {
  const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const two = (number: number) => String(number).padStart(2, "0");
  const moments = fc.date({ min: new Date("1990-01-01"), max: new Date("2090-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(moments, (moment) => {
      const whole = new Date(Math.floor(moment.getTime() / 1000) * 1000);
      const day = `${two(whole.getUTCDate())}/${months[whole.getUTCMonth()]}/${whole.getUTCFullYear()}`;
      const time = [whole.getUTCHours(), whole.getUTCMinutes(), whole.getUTCSeconds()].map(two).join(":");
      expect(parseLogTime(`${day}:${time} +0000`)).toEqual(whole);
    }),
  );
});
