import { z } from "zod";
import { fanoutPermission, isoTime, slug } from "./names.ts";

/** Why an endpoint could not be verified. What each means is in `endpointFailureWords`. */
export const endpointFailure = z.enum([
  "wrong_origin",
  "unresolved",
  "forbidden_address",
  "unreachable",
  "untrusted_certificate",
  "timeout",
  "redirected",
  "too_large",
  "denied",
  "missing",
  "failing",
  "not_a_manifest",
]);
export type EndpointFailure = z.infer<typeof endpointFailure>;

/** Each failure in words for people. */
export const endpointFailureWords: Readonly<Record<EndpointFailure, string>> = {
  wrong_origin: "is not at the hub's declared address",
  unresolved: "its host name has no address",
  forbidden_address: "its host name leads to an address that projects.yaml does not allow",
  unreachable: "nobody answers there",
  untrusted_certificate: "its certificate is not trusted, or is another name's",
  timeout: "no whole answer within 3 s",
  redirected: "it redirects, which is not followed",
  too_large: "its answer is longer than 64 KiB",
  denied: "it refuses the Meta Hub's grant: are both keys from the same mesh:keys?",
  missing: "there is nothing at this path",
  failing: "it answers with an error",
  not_a_manifest: "its answer is not a capability manifest",
};

/**
 * One address of a project that the Meta Hub tries. `type` is its name in the manifest, or `capabilities` for the
 * manifest itself. Latency in milliseconds, null while it is not reachable; `failures` counts those in a row.
 */
export const endpointRow = z.object({
  type: z.string(),
  url: z.string(),
  reachable: z.boolean(),
  latencyMs: z.number().nullable(),
  failures: z.number(),
  lastVerifiedAt: isoTime,
  lastError: endpointFailure.nullable(),
});
export type EndpointRow = z.infer<typeof endpointRow>;

/** Ways in which what is declared, what a hub announces and what its manifest says can differ. */
export const driftCode = z.enum([
  "project_mismatch",
  "version_differs",
  "tools_differ",
  "announced_permissions_differ",
  "permission_only_here",
  "permission_only_there",
  "endpoint_missing",
]);

/** One difference, in a sentence a person can act on. */
export const driftRow = z.object({ code: driftCode, message: z.string() });
export type DriftRow = z.infer<typeof driftRow>;

/** The part of a project's manifest that is shown, as last read. `allowFanout` is null where it says nothing of it. */
export const manifestRow = z.object({
  version: z.string(),
  tools: z.array(z.string()),
  events: z.array(z.string()),
  allowFanout: z.array(fanoutPermission).nullable(),
  readAt: isoTime,
});
export type ManifestRow = z.infer<typeof manifestRow>;

/** What of a project can be reached, what it offers, and what does not agree. Empty until it is first verified. */
export const projectSurface = z.object({
  endpoints: z.array(endpointRow),
  manifest: manifestRow.nullable(),
  drift: z.array(driftRow),
});
export type ProjectSurface = z.infer<typeof projectSurface>;

/** One project, just verified, as `projects.verify` answers. */
export const projectVerification = projectSurface.extend({ slug, name: z.string() });
export type ProjectVerification = z.infer<typeof projectVerification>;
