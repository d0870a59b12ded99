import { isIPv6 } from "node:net";

/**
 * Whom a rate limit counts an address as: an IPv4 address by itself, an IPv6 one by its first 64 bits, because whoever
 * has one of those has all the others behind them. What is no address is counted as it is.
 */
export function countedAddress(address: string): string {
  const bare = address.replace(/%.*$/, "");
  if (!isIPv6(bare)) return address;
  const mapped = /^::ffff:([\d.]+)$/i.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  const [before = [], after = []] = bare.split("::").map((half) => half.split(":").filter((group) => group !== ""));
  // An IPv4 address at the end stands for two groups.
  const given = before.length + after.length + (bare.includes(".") ? 1 : 0);
  const groups = [...before, ...Array<string>(8 - given).fill("0"), ...after].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
