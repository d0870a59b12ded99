import { z } from "zod";
import { httpUrl, moment, slug, token } from "../../../../contracts/names.ts";
import { parseLegacySubject } from "../../../../contracts/subjects.ts";
import { decodePayload } from "../../../mesh/decodePayload.ts";
import type { RejectedEvent } from "../../../mesh/parseEvent.ts";
import { skewSeconds } from "../../../mesh/plausibleTime.ts";
import type { RawMessage } from "../../../mesh/rawMessage.ts";

/** "I am here", as CommandCenter backends older than the federation say it. */
export type Heartbeat = {
  subject: string;
  slug: string;
  hubId: string;
  hubUrl: string | null;
  receivedAt: Date;
  /** The first 4 KiB, as they came. */
  payload: Uint8Array;
  /** How far its clock is ahead, in seconds, 0 for up to a minute; null when it does not tell the time. */
  skewSeconds: number | null;
};

export type HeartbeatResult = { ok: true; heartbeat: Heartbeat } | { ok: false; rejected: RejectedEvent };

const name = z.string().max(200).toLowerCase();

/** The flat dialect. What is not named here is ignored; a time that cannot be read is none. */
const flat = z.object({
  project_slug: name.pipe(slug),
  mesh_namespace: name.nullish(),
  hub_url: httpUrl.nullish(),
  timestamp: moment.nullish().catch(null),
});
/** The same in an envelope. */
const wrapped = z.object({ payload: flat, correlation_id: z.string(), hub_id: z.string().nullish() });

const keptBytes = 4096;

/** Judges one legacy heartbeat, in either dialect, whatever its bytes. Never throws. */
export function parseHeartbeat(raw: RawMessage): HeartbeatResult {
  const decoded = decodePayload(raw.data);
  if (!decoded.ok) return reject(raw, decoded.reason);
  const { value } = decoded;
  const isWrapped = typeof value === "object" && value !== null && "payload" in value;
  const envelope = isWrapped ? wrapped.safeParse(value) : flat.safeParse(value);
  if (!envelope.success) {
    const [issue] = envelope.error.issues;
    return reject(raw, `legacy ${issue?.path.join(".") || "payload"}: ${issue?.message ?? "malformed"}`);
  }
  const beat = "payload" in envelope.data ? envelope.data.payload : envelope.data;
  const hubId = "payload" in envelope.data ? envelope.data.hub_id : null;
  const named = parseLegacySubject(raw.subject)?.toLowerCase();
  if (named !== beat.project_slug) return reject(raw, "identity mismatch");
  if (beat.mesh_namespace != null && beat.mesh_namespace !== legacyNamespace(beat.project_slug)) {
    return reject(raw, "identity mismatch");
  }
  const sentAt = beat.timestamp ?? null;
  return {
    ok: true,
    heartbeat: {
      subject: raw.subject,
      slug: beat.project_slug,
      // A name of its own: the same backend may run a hub that speaks for itself.
      hubId: token.safeParse(hubId).success ? `legacy-${hubId}` : "legacy",
      hubUrl: beat.hub_url ?? null,
      receivedAt: raw.receivedAt,
      payload: raw.data.slice(0, keptBytes),
      skewSeconds: sentAt === null ? null : (skewSeconds(sentAt, [], raw.receivedAt) ?? 0),
    },
  };
}

/** The only namespace that a legacy heartbeat may name. */
export const legacyNamespace = (projectSlug: string): string => `hub.${projectSlug}`;

function reject(raw: RawMessage, reason: string): HeartbeatResult {
  const printable = (text: string, length: number) => text.replaceAll("\0", "\uFFFD").slice(0, length).toWellFormed();
  return {
    ok: false,
    rejected: {
      subject: printable(raw.subject, 255),
      reason: printable(reason, 300),
      payload: raw.data.slice(0, keptBytes),
      receivedAt: raw.receivedAt,
      messageKey: null,
    },
  };
}
