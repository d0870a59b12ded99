import { messageOf } from "../../../platform/errors.ts";
import { readLimited } from "../../../platform/readLimited.ts";
import type { LockedPackage } from "../lockfiles/locked.ts";
import { type Advisory, bulkAnswer, fromBulk } from "./advisory.ts";

/** npm's own. */
export const publicRegistry = "https://registry.npmjs.org";

const packagesPerRequest = 500;
const maxAnswerBytes = 16 * 1024 * 1024;

/** How the registry is asked. `timeoutMs` is for one request; 10 s when not given. */
export type RegistryOptions = { registry: string; timeoutMs?: number; signal?: AbortSignal | undefined };

/** Advisories, or in words why there are none to be had. */
export type RegistryAnswer = { advisories: Advisory[] } | { reason: string };

/**
 * Asks an npm registry's bulk advisory endpoint (`POST /-/npm/v1/security/advisories/bulk`) about packages at their
 * versions. Only names and versions are sent. Anything but a well-formed answer to every request is a reason, and no
 * advisories: half an answer must not look like a clean one. Throws only when `signal` was aborted.
 */
export async function askRegistry(packages: LockedPackage[], options: RegistryOptions): Promise<RegistryAnswer> {
  const versions = new Map<string, Set<string>>();
  for (const { name, version } of packages) versions.set(name, (versions.get(name) ?? new Set()).add(version));
  const names = [...versions.keys()].sort();
  const advisories: Advisory[] = [];
  for (let start = 0; start < names.length; start += packagesPerRequest) {
    const part = names.slice(start, start + packagesPerRequest);
    const asked = Object.fromEntries(part.map((name) => [name, [...(versions.get(name) ?? [])]]));
    const answer = await askOnce(asked, options);
    if ("reason" in answer) return answer;
    advisories.push(...answer.advisories);
  }
  return { advisories };
}

async function askOnce(asked: Record<string, string[]>, options: RegistryOptions): Promise<RegistryAnswer> {
  const { registry, timeoutMs = 10_000, signal } = options;
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(`${registry.replace(/\/$/, "")}/-/npm/v1/security/advisories/bulk`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(asked),
      redirect: "error",
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
    });
    if (!response.ok) return { reason: `the registry's advisory endpoint answered ${response.status}` };
    const body = await readLimited(response, maxAnswerBytes);
    if (body === null) return { reason: "the registry's advisory answer is larger than 16 MiB" };
    const parsed = bulkAnswer.safeParse(JSON.parse(new TextDecoder().decode(body)));
    if (!parsed.success) return { reason: "the registry's advisory answer has an unknown shape" };
    return { advisories: fromBulk(parsed.data) };
  } catch (error) {
    signal?.throwIfAborted();
    if (timeout.aborted) return { reason: `the registry's advisory endpoint did not answer in ${timeoutMs / 1000} s` };
    if (error instanceof SyntaxError) return { reason: "the registry's advisory answer is not JSON" };
    return { reason: `the registry's advisory endpoint cannot be reached: ${messageOf(error)}` };
  }
}
