import type { CapabilityManifest } from "../../../contracts/capabilities.ts";
import { type FanoutPermission, fanoutPermission } from "../../../contracts/names.ts";
import type { DriftRow } from "../../../contracts/surface.ts";

/** What one project says of itself, and what is said of it. `announced` is its presence; null when none has come. */
export type DriftFacts = {
  slug: string;
  name: string;
  hubUrl: string;
  /** What projects.yaml lets the Meta Hub ask. */
  allowFanout: readonly string[];
  announced: { version: string; tools: readonly string[]; capabilities: readonly string[] } | null;
  manifest: CapabilityManifest;
};

/** What the blueprint's manifest offers: without these the Meta Hub cannot look into a project. */
const expectedEndpoints = ["graph", "task"];

const without = (from: readonly string[], taken: readonly string[]) => from.filter((each) => !taken.includes(each));
const listed = (words: readonly string[]) => words.map((word) => `"${word}"`).join(", ");
const permissionsIn = (words: readonly string[]): FanoutPermission[] =>
  fanoutPermission.options.filter((each) => words.includes(each));

/**
 * Where projects.yaml, a hub's presence and its manifest differ, in sentences a person can act on. When another project
 * answers at the address, nothing else is compared.
 */
export function findDrift(facts: DriftFacts): DriftRow[] {
  const { slug, name, hubUrl, manifest } = facts;
  if (manifest.project !== slug) {
    const message = `At ${hubUrl} answers the hub of "${manifest.project}", not of "${slug}": is hubUrl in projects.yaml right?`;
    return [{ code: "project_mismatch", message }];
  }
  const missing = without(expectedEndpoints, Object.keys(manifest.endpoints)).map(
    (endpoint): DriftRow => ({
      code: "endpoint_missing",
      message: `${name}'s manifest names no endpoint "${endpoint}", so that part of it cannot be looked into.`,
    }),
  );
  return [...announcedDrift(facts), ...permissionDrift(facts), ...missing];
}

/** Presence beside manifest: they come from the same hub, so a difference is an old process or an old answer. */
function announcedDrift({ name, announced, manifest }: DriftFacts): DriftRow[] {
  if (announced === null) return [];
  const rows: DriftRow[] = [];
  const add = (code: DriftRow["code"], message: string) => rows.push({ code, message });
  if (announced.version !== manifest.version) {
    add(
      "version_differs",
      `${name} announces version ${announced.version}, but its manifest says ${manifest.version}.`,
    );
  }
  const unlisted = without(announced.tools, manifest.tools);
  const unannounced = without(manifest.tools, announced.tools);
  if (unlisted.length > 0)
    add("tools_differ", `${name} announces ${listed(unlisted)}, which its manifest does not list.`);
  if (unannounced.length > 0) {
    add("tools_differ", `${name}'s manifest lists ${listed(unannounced)}, which it does not announce.`);
  }
  const announcedPermissions = permissionsIn(announced.capabilities);
  const permissions = manifest.allowFanout ?? announcedPermissions;
  const differing = [...without(announcedPermissions, permissions), ...without(permissions, announcedPermissions)];
  if (differing.length > 0) {
    add(
      "announced_permissions_differ",
      `${name} announces and its manifest disagree on whether it allows ${listed(differing)}.`,
    );
  }
  return rows;
}

/** projects.yaml beside what the project itself allows: a fan-out needs both. */
function permissionDrift({ slug, name, allowFanout, announced, manifest }: DriftFacts): DriftRow[] {
  const there = manifest.allowFanout ?? (announced === null ? null : permissionsIn(announced.capabilities));
  if (there === null) return [];
  return [
    ...without(allowFanout, there).map((permission): DriftRow => {
      const message = `projects.yaml allows "${permission}" for ${slug}, but ${name} itself does not and will refuse it: allow it in its hub.yaml, or take it out of projects.yaml.`;
      return { code: "permission_only_here", message };
    }),
    ...without(there, allowFanout).map((permission): DriftRow => {
      const message = `${name} allows "${permission}", but projects.yaml does not, so it is never asked.`;
      return { code: "permission_only_there", message };
    }),
  ];
}
