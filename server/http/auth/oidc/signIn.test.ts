import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { startTestMetaApp, type TestMetaApp } from "../../../../scripts/testing/metaApp.ts";
import { defaultRateLimits } from "../../gate.ts";
import { type Browser, openBrowser } from "./testing/browse.ts";
import { startTestProvider, type TestProvider } from "./testing/startProvider.ts";

let provider: TestProvider;
let hub: TestMetaApp;

beforeAll(async () => {
  provider = await startTestProvider();
  const { issuer, clientId, clientSecret } = provider;
  hub = await startTestMetaApp({
    limits: { ...defaultRateLimits, failedSignIn: { burst: 1e6, perSecond: 1e6 } },
    oidc: {
      ...{ issuer, clientId, clientSecret, groupsClaim: "groups", scope: "openid profile", label: "the test provider" },
      roles: new Map([
        ["fed-admins", "admin"],
        ["fed-operators", "operator"],
        ["staff", "viewer"],
      ]),
    },
  });
  provider.register(hub.origin);
});
beforeEach(() => {
  provider.account = { sub: "248289761001", preferred_username: "ada", groups: ["staff", "fed-operators"] };
});
afterAll(async () => {
  await hub.stop();
  provider.stop();
});

const isCallback = ({ pathname }: URL) => pathname === "/login/oidc/callback";
const signIn = (browser: Browser, next = "/ecosystem") =>
  browser.visit(`${hub.origin}/login/oidc?next=${encodeURIComponent(next)}`);
const whoIs = async (browser: Browser) => {
  const answer = await fetch(`${hub.origin}/trpc/system.session`, { headers: { cookie: browser.cookies(hub.origin) } });
  return answer.ok ? (await answer.json()).result.data : answer.status;
};

describe("signing in at a provider", () => {
  test("gives the strongest role of a person's groups, and leads where they wanted to go", async () => {
    const browser = openBrowser();
    const { answer, location } = await signIn(browser, "/ecosystem?overlay=risk");
    expect(location.href).toBe(`${hub.origin}/ecosystem?overlay=risk`);
    expect(answer.status).toBe(200);
    expect(await whoIs(browser)).toEqual({ name: "ada (248289761001)", role: "operator" });
    expect(browser.cookies(hub.origin)).not.toContain("fed_oidc");
  });

  test("works also where the groups are in the ID token", async () => {
    provider.register(hub.origin, { inIdToken: true });
    provider.account = { sub: "7", groups: ["fed-admins"] };
    const browser = openBrowser();
    await signIn(browser);
    provider.register(hub.origin);
    expect(await whoIs(browser)).toEqual({ name: "7", role: "admin" });
  });

  test("is offered on the sign-in page", async () => {
    const page = await (await hub.ask("/login?next=/alerts")).text();
    expect(page).toContain('<a class="button" href="/login/oidc?next=%2Falerts">Sign in with the test provider</a>');
  });

  test("refuses whoever is in no group with a role, and says who they are", async () => {
    provider.account = { sub: "9", preferred_username: "<b>mallory</b>", groups: ["guests"] };
    const browser = openBrowser();
    const { answer } = await signIn(browser);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("&#60;b&#62;mallory&#60;/b&#62; (9), but none of your groups has a role");
    expect(await whoIs(browser)).toBe(401);
  });

  test("leads nowhere but to a page of ours", async () => {
    const { location } = await signIn(openBrowser(), "https://evil.example/");
    expect(location.href).toBe(`${hub.origin}/ecosystem`);
  });
});

describe("an answer of the provider", () => {
  const answered = async (browser: Browser) => (await browser.visit(`${hub.origin}/login/oidc`, isCallback)).location;

  test("that a person is sent with, who did not ask, signs nobody in", async () => {
    const victim = openBrowser();
    const { answer } = await victim.visit(await answered(openBrowser()));
    expect([answer.status, await whoIs(victim)]).toEqual([403, 401]);
  });

  test("with another's code for one's own question is refused", async () => {
    const victim = openBrowser();
    const theirs = await answered(victim);
    const attackers = await answered(openBrowser());
    theirs.searchParams.set("code", attackers.searchParams.get("code") ?? "");
    const { answer } = await victim.visit(theirs);
    expect([answer.status, await whoIs(victim)]).toEqual([403, 401]);
  });

  test("with another state is refused", async () => {
    const browser = openBrowser();
    const location = await answered(browser);
    location.searchParams.set("state", "made-up");
    expect((await browser.visit(location)).answer.status).toBe(403);
  });

  test("works once", async () => {
    const browser = openBrowser();
    const location = await answered(browser);
    const cookie = browser.cookies(hub.origin);
    const again = () => fetch(location, { redirect: "manual", headers: { cookie } });
    expect([(await again()).status, (await again()).status]).toEqual([303, 403]);
  });

  test("that is a refusal leads back to the sign-in page", async () => {
    const browser = openBrowser();
    const location = await answered(browser);
    location.search = `?error=access_denied&state=${location.searchParams.get("state")}`;
    const { answer } = await browser.visit(location);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("Signing in with the test provider did not work");
  });

  test("leaves neither code nor secret in the log", async () => {
    const location = await answered(openBrowser());
    await openBrowser().visit(location);
    const code = location.searchParams.get("code") ?? "no code";
    expect(hub.logged.join("\n")).not.toContain(code);
    expect(hub.logged.join("\n")).not.toContain(provider.clientSecret);
  });
});
