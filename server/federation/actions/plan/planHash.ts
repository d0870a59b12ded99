import { createHash } from "node:crypto";
import type { FanoutAction } from "../../../../contracts/actions.ts";
import { type VerdictCode, verdictCodes } from "./policy.ts";

/** One project of a plan, as it is hashed. */
export type HashedTarget = { slug: string; code: VerdictCode };

/**
 * The hash of a plan: SHA-256 (base64url) over the action and every project with its decision, a dot, and one letter a
 * project in the order of slugs. A plan is stored nowhere, so the letters are what a changed one is compared with.
 */
export function hashPlan(action: FanoutAction, targets: readonly HashedTarget[]): string {
  const bySlug = targets.toSorted((a, b) => (a.slug < b.slug ? -1 : 1));
  const text = [action, ...bySlug.map(({ slug, code }) => `${slug} ${code}`)].join("\n");
  const letters = bySlug.map(({ code }) => code).join("");
  return `${createHash("sha256").update(text).digest("base64url")}.${letters}`;
}

const mostNamed = 5;

/** What has changed since the plan of `planHash`, in a sentence. `now` are today's decisions. */
export function describeDifference(planHash: string, now: readonly HashedTarget[]): string {
  const letters = planHash.slice(planHash.indexOf(".") + 1);
  if (letters.length !== now.length) return `It had ${letters.length} projects, it now has ${now.length}.`;
  const bySlug = now.toSorted((a, b) => (a.slug < b.slug ? -1 : 1));
  const changed = bySlug.filter(({ code }, index) => code !== letters[index]);
  if (changed.length === 0) return "Other projects are in it now.";
  const named = changed.slice(0, mostNamed).map(({ slug, code }) => `${slug} ${verdictCodes[code].words}`);
  const more = changed.length > mostNamed ? `, and ${changed.length - mostNamed} more differ` : "";
  return `Now ${named.join(", ")}${more}.`;
}
