import { isIPv4, isIPv6 } from "node:net";

/**
 * What an IP address is, as far as it may be dialled: somebody on the internet, somebody in the same house, this very
 * machine, or nobody at all (`forbidden`).
 */
export type AddressClass = "public" | "private" | "loopback" | "forbidden";

type Range = { first: bigint; bits: number; class: AddressClass };

const range = (bitsOf: (text: string) => bigint, cidr: string, is: AddressClass): Range => {
  const [base = "", bits = ""] = cidr.split("/");
  return { first: bitsOf(base), bits: Number(bits), class: is };
};

function v4Bits(text: string): bigint {
  return text.split(".").reduce((value, part) => value * 256n + BigInt(Number(part)), 0n);
}

/** The 128 bits of an address that `isIPv6` accepts and that names no zone. */
function v6Bits(text: string): bigint {
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const [, before = "", dotted = ""] = tail ?? [];
  const low = v4Bits(dotted);
  const plain = tail === null ? text : `${before}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`;
  const [head = "", rest] = plain.split("::");
  const groups = (part: string) => (part === "" ? [] : part.split(":"));
  const left = groups(head);
  const right = groups(rest ?? "");
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => "0");
  return [...left, ...zeros, ...right].reduce((value, group) => value * 65_536n + BigInt(`0x${group}`), 0n);
}

/** The first range that holds an address decides. From IANA's IPv4 special-purpose registry, and clouds' metadata. */
const v4Ranges: readonly Range[] = [
  range(v4Bits, "0.0.0.0/8", "forbidden"), // this network, unspecified
  range(v4Bits, "10.0.0.0/8", "private"),
  range(v4Bits, "100.64.0.0/10", "forbidden"), // carrier-grade NAT, and Alibaba's metadata
  range(v4Bits, "127.0.0.0/8", "loopback"),
  range(v4Bits, "168.63.129.16/32", "forbidden"), // Azure's host services
  range(v4Bits, "169.254.0.0/16", "forbidden"), // link-local, and most clouds' metadata
  range(v4Bits, "172.16.0.0/12", "private"),
  range(v4Bits, "192.0.0.0/24", "forbidden"), // protocol assignments, and Oracle's metadata
  range(v4Bits, "192.0.2.0/24", "forbidden"), // documentation
  range(v4Bits, "192.88.99.0/24", "forbidden"), // 6to4 relays
  range(v4Bits, "192.168.0.0/16", "private"),
  range(v4Bits, "198.18.0.0/15", "forbidden"), // benchmarks
  range(v4Bits, "198.51.100.0/24", "forbidden"), // documentation
  range(v4Bits, "203.0.113.0/24", "forbidden"), // documentation
  range(v4Bits, "224.0.0.0/3", "forbidden"), // multicast, reserved, broadcast
  range(v4Bits, "0.0.0.0/0", "public"),
];

/** IANA hands out public addresses from 2000::/3 only; whatever is not named here is forbidden. */
const v6Ranges: readonly Range[] = [
  range(v6Bits, "::1/128", "loopback"),
  range(v6Bits, "fd00:ec2::/32", "forbidden"), // Amazon's metadata
  range(v6Bits, "fd20:ce::/32", "forbidden"), // Google's metadata
  range(v6Bits, "fc00::/7", "private"),
  range(v6Bits, "2001::/23", "forbidden"), // protocol assignments, Teredo
  range(v6Bits, "2001:db8::/32", "forbidden"), // documentation
  range(v6Bits, "3fff::/20", "forbidden"), // documentation
  range(v6Bits, "2000::/3", "public"),
  range(v6Bits, "::/0", "forbidden"), // unspecified, link-local, site-local, multicast, and all that is not assigned
];

/** IPv6 prefixes whose addresses lead to an IPv4 address inside them; `shift` is how far right it stands. */
const carriers = [
  { first: v6Bits("::ffff:0:0"), bits: 96, shift: 0n }, // IPv4-mapped
  { first: v6Bits("::ffff:0:0:0"), bits: 96, shift: 0n }, // IPv4-translated
  { first: v6Bits("64:ff9b::"), bits: 96, shift: 0n }, // NAT64
  { first: v6Bits("2002::"), bits: 16, shift: 80n }, // 6to4
] as const;

const holds = ({ first, bits }: { first: bigint; bits: number }, value: bigint, width: number): boolean =>
  (value ^ first) >> BigInt(width - bits) === 0n;

const classIn = (ranges: readonly Range[], value: bigint, width: number): AddressClass =>
  ranges.find((each) => holds(each, value, width))?.class ?? "forbidden";

/**
 * Says what an address is. Only the plain spelling of an address is one: odd ones (`127.1`, octal, decimal) are for the
 * URL parser to make plain before. An IPv6 address that carries an IPv4 one is what that one is. Text that is no
 * address, or names a zone, is `forbidden`.
 */
export function classifyAddress(text: string): AddressClass {
  if (isIPv4(text)) return classIn(v4Ranges, v4Bits(text), 32);
  if (!isIPv6(text) || text.includes("%")) return "forbidden";
  const value = v6Bits(text);
  const carrier = carriers.find((each) => holds(each, value, 128));
  if (carrier === undefined) return classIn(v6Ranges, value, 128);
  return classIn(v4Ranges, (value >> carrier.shift) & 0xffff_ffffn, 32);
}
