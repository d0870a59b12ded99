import { readInside } from "../../repository/files/readInside.ts";
import type { Ecosystem } from "../lockfiles/locked.ts";
import { type Advisory, bulkAnswer, fromBulk, ownFile } from "./advisory.ts";

/** What an advisory file says: which ecosystems it speaks for, and what it knows. */
export type AdvisoryFile = { ecosystems: Ecosystem[]; advisories: Advisory[] };

/**
 * Reads the advisory file for closed networks: `{ "asOf": "2026-11-20", "ecosystems": ["npm"], "advisories": [{ "id",
 * "ecosystem", "package", "vulnerable", "severity", "title" }] }`, or a saved answer of the registry's bulk endpoint.
 *
 * @returns null where there is no such file, a reason in words where it cannot be used.
 */
export async function readAdvisoryFile(root: string, path: string): Promise<AdvisoryFile | { reason: string } | null> {
  const text = await readInside(root, path);
  if (text === null) return null;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { reason: `${path} is not JSON` };
  }
  const own = ownFile.safeParse(json);
  if (own.success) return own.data;
  const bulk = bulkAnswer.safeParse(json);
  if (bulk.success) return { ecosystems: ["npm"], advisories: fromBulk(bulk.data) };
  const [issue] = own.error.issues;
  return { reason: `${path} is no advisory file: ${issue?.path.join(".")}: ${issue?.message}` };
}
