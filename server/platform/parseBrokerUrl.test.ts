import { expect, test } from "bun:test";
import { parseBrokerUrl } from "./parseBrokerUrl.ts";

test("takes hosts, ports, identity and encryption out of the address", () => {
  expect(parseBrokerUrl("nats://127.0.0.1:4333")).toEqual({ servers: ["127.0.0.1:4333"] });
  expect(parseBrokerUrl("nats://broker.internal")).toEqual({ servers: ["broker.internal:4222"] });
  expect(parseBrokerUrl("nats://[::1]:4222")).toEqual({ servers: ["[::1]:4222"] });
  expect(parseBrokerUrl("nats://hub:p%40ss:123@a:1, nats://b:2")).toEqual({
    servers: ["a:1", "b:2"],
    user: "hub",
    pass: "p@ss:123",
  });
  expect(parseBrokerUrl("nats://a:1,b:2, c")).toEqual({ servers: ["a:1", "b:2", "c:4222"] });
  expect(parseBrokerUrl("tls://secret@a:1")).toEqual({ servers: ["a:1"], token: "secret", tls: {} });
});

test("refuses what is no address, without repeating a password", () => {
  for (const text of ["", "a:1", "wss://a:1", "http://user:hunter2@a", "nats://", "nats://a:1,"]) {
    expect(() => parseBrokerUrl(text)).toThrow(/^A broker's address must be/);
  }
});

test("refuses a password with a bare %, and says how it is written", () => {
  expect(() => parseBrokerUrl("nats://hub:50%@a:1")).toThrow(/%25/);
  expect(parseBrokerUrl("nats://hub:50%25@a:1").pass).toBe("50%");
});
