import { expect, test } from "bun:test";
import { type DeclaredAddress, reachOf } from "./reach.ts";

const reach = (hubUrl: string, network: DeclaredAddress["network"] = null) => [...reachOf({ hubUrl, network })];

test("a name may lead to public addresses, unless projects.yaml says more", () => {
  expect(reach("https://hub.example.com")).toEqual(["public"]);
  expect(reach("http://hub.internal:5401", "private")).toEqual(["public", "private"]);
  expect(reach("http://hub.internal:5401", "loopback")).toEqual(["loopback"]);
});

test("localhost is this machine, whatever else is said", () => {
  for (const host of ["localhost", "LOCALHOST", "localhost.", "veria.localhost"]) {
    expect(reach(`http://${host}:5401`)).toEqual(["loopback"]);
    expect(reach(`http://${host}:5401`, "private")).toEqual(["loopback"]);
  }
  expect(reach("http://localhost.example.com")).toEqual(["public"]);
});

test("an address literal allows its own class, in whatever spelling", () => {
  for (const host of ["127.0.0.1", "127.1", "0177.0.0.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"]) {
    expect([host, reach(`http://${host}:5401`)]).toEqual([host, ["loopback"]]);
  }
  expect(reach("http://192.168.1.7:5401")).toEqual(["private"]);
  expect(reach("http://[fd12::7]:5401", "loopback")).toEqual(["private"]);
  expect(reach("http://8.8.8.8")).toEqual(["public"]);
});

test("what nobody may reach stays out of reach when it is declared", () => {
  for (const host of [
    "169.254.169.254",
    "[::ffff:169.254.169.254]",
    "[fe80::1]",
    "0.0.0.0",
    "0",
    "100.64.0.1",
    "[::]",
  ]) {
    expect([host, reach(`http://${host}`, "private")]).toEqual([host, []]);
  }
});
