import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { hostOf } from "./reach.ts";

/** Every address of a host name, in the order in which to try them. Rejects when the name has none. */
export type Resolve = (host: string) => Promise<string[]>;

/** Asks the system, so that /etc/hosts counts as everywhere else. */
export const systemResolve: Resolve = async (host) => {
  const found = await lookup(host, { all: true, verbatim: true });
  return found.map(({ address }) => address);
};

/** The addresses a URL leads to: its own, where it names one, else what its host name resolves to. */
export async function addressesOf(url: URL, resolve: Resolve): Promise<string[]> {
  const host = hostOf(url);
  return isIP(host) === 0 ? await resolve(host) : [host];
}
