import { describe, expect, test } from "bun:test";
import { isPageVisit, isSameOrigin } from "./sameOrigin.ts";

const address = "http://127.0.0.1:5400";
const request = (method: string, headers: Record<string, string>, path = "/trpc/x") =>
  new Request(address + path, { method, headers: { host: "127.0.0.1:5400", ...headers } });

describe("same origin", () => {
  test.each([
    ["same-origin", true],
    ["none", true],
    ["same-site", false],
    ["cross-site", false],
  ])("a browser that says %s: %p", (site, expected) => {
    expect(isSameOrigin(request("POST", { "sec-fetch-site": site }))).toBe(expected);
    expect(isSameOrigin(request("GET", { "sec-fetch-site": site }))).toBe(expected);
  });

  test("what the browser says of the site outranks an Origin that fits", () => {
    expect(isSameOrigin(request("POST", { "sec-fetch-site": "cross-site", origin: address }))).toBe(false);
  });

  test.each([
    [address, true],
    ["http://127.0.0.1:5401", false],
    ["http://127.0.0.1.evil.example:5400", false],
    ["null", false],
    ["not an address", false],
  ])("without Sec-Fetch-Site, Origin %s decides: %p", (origin, expected) => {
    expect(isSameOrigin(request("POST", { origin }))).toBe(expected);
  });

  test("a change that says nothing of where it comes from is not from here, a read may be", () => {
    expect(isSameOrigin(request("POST", {}))).toBe(false);
    expect(isSameOrigin(request("GET", {}))).toBe(true);
  });
});

describe("page visit", () => {
  const visit = { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document", "sec-fetch-site": "cross-site" };

  test("following a link from another site to a page is one", () => {
    expect(isPageVisit(request("GET", visit, "/ecosystem"))).toBe(true);
  });

  test("a frame, a form, a script and an API address are not", () => {
    expect(isPageVisit(request("GET", { ...visit, "sec-fetch-dest": "iframe" }, "/ecosystem"))).toBe(false);
    expect(isPageVisit(request("POST", visit, "/ecosystem"))).toBe(false);
    expect(isPageVisit(request("GET", { ...visit, "sec-fetch-mode": "cors" }, "/ecosystem"))).toBe(false);
    expect(isPageVisit(request("GET", visit, "/api/fed/projects"))).toBe(false);
    expect(isPageVisit(request("GET", visit, "/trpc/projects.list"))).toBe(false);
  });
});
