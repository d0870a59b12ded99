import { isIP } from "node:net";
import type { ProjectNetwork } from "../../../contracts/config.ts";
import { type AddressClass, classifyAddress } from "./address.ts";

/** A project's address as projects.yaml has it. `network` is null where the file says nothing. */
export type DeclaredAddress = { hubUrl: string; network: ProjectNetwork | null };

/** The host of a URL without the brackets of IPv6 and without a closing dot. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");

/**
 * Which classes of address a declared project may be at. It is never more than the person who wrote projects.yaml
 * wrote: an address literal allows its own class; `localhost` allows loopback; any other name allows public addresses,
 * with `network: private` private ones too, and with `network: loopback` this machine only. What is forbidden is
 * never allowed.
 */
export function reachOf({ hubUrl, network }: DeclaredAddress): ReadonlySet<AddressClass> {
  const host = hostOf(new URL(hubUrl));
  if (isIP(host) !== 0) {
    const own = classifyAddress(host);
    return new Set(own === "forbidden" ? [] : [own]);
  }
  if (host === "localhost" || host.endsWith(".localhost") || network === "loopback") return new Set(["loopback"]);
  return new Set(network === "private" ? ["public", "private"] : ["public"]);
}
