import { describe, expect, test } from "bun:test";
import { policyConfig } from "../../../contracts/config.ts";
import { readNamedSecrets } from "../../platform/env.ts";
import { composeMessage } from "./composeMessage.ts";
import { decodeSecrets, prepareWebhooks, secretNamesOf } from "./webhook.ts";

const configsOf = (...webhooks: object[]) => policyConfig.parse({ notifications: { webhooks } }).notifications.webhooks;
const secretOf = (bytes: number) => `whsec_${Buffer.alloc(bytes, 7).toString("base64")}`;

describe("a webhook in policy.yaml", () => {
  test("is called by its host, unless it has a name", () => {
    const named = configsOf(
      { url: "https://ops.example.com/x" },
      { name: "slack", urlEnv: "SLACK_URL", format: "slack" },
    );
    expect(named.map(({ name, format }) => [name, format])).toEqual([
      ["ops.example.com", "standard"],
      ["slack", "slack"],
    ]);
  });

  test.each([
    ["neither an address nor where to find one", { name: "a" }, "either url or urlEnv"],
    ["both", { url: "https://a.example", urlEnv: "A" }, "either url or urlEnv"],
    ["an address that is no web address", { url: "ftp://a.example" }, "http or https"],
    ["a password", { url: "https://user:pass@a.example" }, "holds a password"],
    ["a secret where its name belongs", { url: "https://a.example", secretEnv: secretOf(32) }, "environment variable"],
    ["no name and no host", { urlEnv: "A" }, "needs a name"],
  ])("with %s is refused", (_what, webhook, message) => {
    expect(() => configsOf(webhook)).toThrow(message);
  });

  test("of the same name as another is refused", () => {
    expect(() => configsOf({ url: "https://a.example/1" }, { url: "https://a.example/2" })).toThrow("give each a name");
  });
});

describe("its secrets", () => {
  const configs = configsOf({ name: "ops", urlEnv: "OPS_URL", secretEnv: "OPS_SECRET" });
  const prepare = (source: Record<string, string>) =>
    prepareWebhooks(configs, readNamedSecrets(secretNamesOf(configs), source));

  test("come from the variables it names", () => {
    const [webhook] = prepare({ OPS_URL: "https://a.example/s3cret", OPS_SECRET: `${secretOf(24)} ${secretOf(64)}` });
    expect(webhook).toMatchObject({ name: "ops", url: "https://a.example/s3cret" });
    expect(webhook?.keys.map(({ length }) => length)).toEqual([24, 64]);
  });

  test("that are missing or malformed are told by name, never by value", () => {
    expect(() => prepare({ OPS_URL: "https://a.example" })).toThrow("OPS_SECRET");
    expect(() => prepare({ OPS_URL: "", OPS_SECRET: "" })).toThrow("OPS_URL\n  OPS_SECRET");
    for (const source of [
      { OPS_URL: "javascript:hunter2", OPS_SECRET: secretOf(32) },
      { OPS_URL: "https://a.example", OPS_SECRET: "hunter2" },
    ]) {
      expect(() => prepare(source)).toThrow(/^OPS_(URL|SECRET): must be/);
      expect(() => prepare(source)).not.toThrow("hunter2");
    }
  });

  test("have 24 to 64 bytes, and are four at most", () => {
    expect([decodeSecrets(secretOf(23)), decodeSecrets(secretOf(65)), decodeSecrets("whsec_")]).toEqual([
      null,
      null,
      null,
    ]);
    expect(decodeSecrets(Array.from({ length: 5 }, () => secretOf(32)).join(" "))).toBeNull();
  });
});

test("a message for Slack holds no markup of what projects say", () => {
  const alert = {
    ...{ id: crypto.randomUUID(), project: "veria", severity: "critical" as const, status: "open" as const },
    ...{ title: "<!channel> & co", description: "<https://evil.example|log in>", rule: "offline", silenced: false },
    ...{ createdAt: "2026-11-20T12:00:00.000Z", updatedAt: "2026-11-20T12:00:00.000Z", resolvedAt: null },
    ...{ acknowledgedBy: null, resolvedBy: null, event: "opened" as const },
  };
  const message = JSON.parse(composeMessage("slack", [alert, { ...alert, event: "resolved" }], new Date()));
  expect(message.text).toBe("Alerts: 1 opened, 1 resolved");
  expect(message.attachments[0]).toMatchObject({
    title: "Critical: &lt;!channel&gt; &amp; co",
    text: "&lt;https://evil.example|log in&gt;",
  });
  expect(message.attachments[1].title).toStartWith("Resolved: ");
  const mild = JSON.parse(composeMessage("slack", [{ ...alert, severity: "info" }], new Date()));
  expect(mild.attachments[0].title).toStartWith("Note: ");
});
