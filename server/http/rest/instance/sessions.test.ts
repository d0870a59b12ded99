import { expect, test } from "bun:test";
import { createHubSessions, hubSessionSeconds } from "./sessions.ts";

const now = new Date("2026-01-01T00:00:00Z");
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const grant = (jti: string) => ({ jti, expiresAt: later(60) });

test("a grant starts one session, which ends by itself", () => {
  const sessions = createHubSessions();
  const token = sessions.start(grant("a"), now) ?? "";
  expect(sessions.start(grant("a"), later(30))).toBeNull();
  expect(sessions.isOpen(token, later(hubSessionSeconds - 1))).toBe(true);
  expect(sessions.isOpen(token, later(hubSessionSeconds))).toBe(false);
  expect(sessions.isOpen("another", now)).toBe(false);
});

test("more browsers than are kept push out the longest there, and no other", () => {
  const sessions = createHubSessions();
  const tokens = Array.from({ length: 1001 }, (_, n) => sessions.start(grant(String(n)), now) ?? "");
  expect(tokens.filter((token) => !sessions.isOpen(token, now))).toEqual(tokens.slice(0, 1));
});
