import { type CapabilityManifest, capabilityManifest } from "../../../contracts/capabilities.ts";
import type { EndpointFailure } from "../../../contracts/surface.ts";
import { type CheckTools, checkEndpoint, type Endpoint, type EndpointCheck } from "./checkEndpoint.ts";
import type { DeclaredAddress } from "./reach.ts";

/** A declared project to verify, with the manifest it last had. */
export type ProjectToCheck = DeclaredAddress & { id: number; slug: string; known: CapabilityManifest | null };

/** How a project answered. `manifest` is null when it could not be read now. */
export type ProjectCheck = {
  projectId: number;
  checkedAt: Date;
  manifest: CapabilityManifest | null;
  endpoints: EndpointCheck[];
};

/** The manifest's own place among a project's endpoints. */
const manifestType = "capabilities";

const urlOf = (hubUrl: string, path: string): string => hubUrl.replace(/\/+$/, "") + path;

/** Failures of the address itself, and so of everything at it. */
const ofTheAddress: ReadonlySet<EndpointFailure> = new Set([
  "wrong_origin",
  "unresolved",
  "forbidden_address",
  "unreachable",
  "untrusted_certificate",
  "timeout",
]);

/**
 * Reads a project's manifest, then tries every endpoint it declares; without it, every endpoint it last declared. When
 * nobody answers at the address at all, that is known of all of them, and they are not tried one by one.
 */
export async function checkProject(project: ProjectToCheck, tools: CheckTools): Promise<ProjectCheck> {
  const ask = (endpoint: Endpoint, read: "body" | "status") =>
    checkEndpoint({ ...endpoint, read, slug: project.slug, declared: project }, tools);

  const own = { type: manifestType, url: urlOf(project.hubUrl, "/api/capabilities") };
  const { check: asked, body } = await ask(own, "body");
  const manifest = asked.failure === null ? parseManifest(body) : null;
  const isOther = asked.failure === null && manifest === null;
  const first: EndpointCheck = isOther ? { ...asked, latencyMs: null, failure: "not_a_manifest" } : asked;

  const declared = Object.entries((manifest ?? project.known)?.endpoints ?? {})
    .filter(([type]) => type !== manifestType)
    .map(([type, path]): Endpoint => ({ type, url: urlOf(project.hubUrl, path) }));
  const { failure } = first;
  const rest =
    failure !== null && ofTheAddress.has(failure)
      ? declared.map((endpoint) => ({ ...endpoint, latencyMs: null, failure }))
      : await Promise.all(declared.map(async (endpoint) => (await ask(endpoint, "status")).check));
  return { projectId: project.id, checkedAt: tools.clock.now(), manifest, endpoints: [first, ...rest] };
}

function parseManifest(body: Uint8Array): CapabilityManifest | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    return capabilityManifest.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
