import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { type AddressClass, classifyAddress } from "./address.ts";

const quad = fc.ipV4();
const bytesOf = (address: string) => address.split(".").map(Number);
const hexPair = (high = 0, low = 0) => (high * 256 + low).toString(16);
const hexOf = (address: string) => {
  const [a, b, c, d] = bytesOf(address);
  return `${hexPair(a, b)}:${hexPair(c, d)}`;
};

const cases: Record<AddressClass, string[]> = {
  public: ["1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0", "223.255.255.255"],
  private: ["10.0.0.0", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.0", "192.168.255.255"],
  loopback: ["127.0.0.0", "127.0.0.1", "127.255.255.255", "::1", "0:0:0:0:0:0:0:1"],
  forbidden: ["0.0.0.0", "0.255.255.255", "100.64.0.0", "100.127.255.255", "169.254.169.254", "192.0.0.192"],
};

describe("an address", () => {
  for (const [expected, addresses] of Object.entries(cases)) {
    for (const address of addresses) {
      test(`${address} is ${expected}`, () => expect<string>(classifyAddress(address)).toBe(expected));
    }
  }

  test("of multicast, documentation, benchmarks, reserved and broadcast ranges is forbidden", () => {
    const all = ["224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.51.100.1"];
    for (const address of [...all, "203.0.113.1", "198.18.0.1", "192.88.99.1"]) {
      expect([address, classifyAddress(address)]).toEqual([address, "forbidden"]);
    }
  });

  test("of a cloud's metadata service is forbidden, whatever range it is in", () => {
    const all = ["169.254.169.254", "168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254"];
    for (const address of all) expect([address, classifyAddress(address)]).toEqual([address, "forbidden"]);
    expect(classifyAddress("168.63.129.17")).toBe("public");
    expect(classifyAddress("fd00:ec3::254")).toBe("private");
  });

  test("of IPv6 is public only where IANA hands such addresses out", () => {
    expect(classifyAddress("2606:4700:4700::1111")).toBe("public");
    expect(classifyAddress("2a00:1450:4001:82a::200e")).toBe("public");
    expect(classifyAddress("fc00::1")).toBe("private");
    expect(classifyAddress("fdff:ffff::1")).toBe("private");
    const others = ["::", "::2", "fe80::1", "febf::1", "fec0::1", "ff02::1", "2001::1", "2001:db8::1", "3fff::1"];
    for (const address of [...others, "4000::1", "64:ff9b:1::1", "100::1", "::127.0.0.1"]) {
      expect([address, classifyAddress(address)]).toEqual([address, "forbidden"]);
    }
  });

  test("that carries another is what that one is", () => {
    fc.assert(
      fc.property(quad, (address) => {
        const expected = classifyAddress(address);
        const carried = [`::ffff:${address}`, `::ffff:${hexOf(address)}`, `::ffff:0:${address}`, `64:ff9b::${address}`];
        const sixToFour = `2002:${hexOf(address)}::1`;
        for (const each of [...carried, sixToFour]) expect([each, classifyAddress(each)]).toEqual([each, expected]);
      }),
    );
  });

  test("has one class, however it is spelled", () => {
    const group = fc.oneof(fc.constantFrom(0, 0, 1, 0xfd00, 0xfe80, 0x2001, 0xffff, 0x64), fc.nat(0xffff));
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
        const hex = groups.map((each) => each.toString(16));
        const full = hex.join(":");
        const padded = hex.map((each) => each.padStart(4, "0").toUpperCase()).join(":");
        const dotted = groups.slice(6).flatMap((each) => [each >> 8, each & 255]);
        const tailed = [...hex.slice(0, 6), dotted.join(".")].join(":");
        const compressed = new URL(`http://[${full}]/`).hostname.slice(1, -1);
        const classes = [full, padded, tailed, compressed].map(classifyAddress);
        expect([full, ...new Set(classes)]).toEqual([full, classifyAddress(full)]);
      }),
    );
  });

  test("in a range is what the range is, and next to it something else", () => {
    const anyOf = (a: number, b: [number, number]) =>
      fc
        .tuple(fc.integer({ min: b[0], max: b[1] }), fc.nat(255), fc.nat(255))
        .map(([second, third, fourth]) => `${a}.${second}.${third}.${fourth}`);
    fc.assert(fc.property(anyOf(127, [0, 255]), (address) => classifyAddress(address) === "loopback"));
    fc.assert(fc.property(anyOf(172, [16, 31]), (address) => classifyAddress(address) === "private"));
    fc.assert(fc.property(anyOf(172, [32, 255]), (address) => classifyAddress(address) === "public"));
    fc.assert(fc.property(anyOf(169, [254, 254]), (address) => classifyAddress(address) === "forbidden"));
    fc.assert(fc.property(anyOf(100, [64, 127]), (address) => classifyAddress(address) === "forbidden"));
  });

  test("in an odd spelling is none, and nothing else is one", () => {
    const odd = ["127.1", "0177.0.0.1", "2130706433", "0x7f000001", "127.0.0.1.", " 127.0.0.1", "1.2.3", "[::1]"];
    for (const text of [...odd, "fe80::1%eth0", "::1%lo", "", "localhost", "1.1.1.1/8"]) {
      expect([text, classifyAddress(text)]).toEqual([text, "forbidden"]);
    }
    fc.assert(fc.property(fc.string(), (text) => typeof classifyAddress(text) === "string"));
  });
});
