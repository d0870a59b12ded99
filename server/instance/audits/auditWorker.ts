import { messageOf } from "../../platform/errors.ts";
import type { AuditOutcome } from "./finding.ts";
import { performAudit } from "./performAudit.ts";

declare const self: Worker;

export type AuditRequest = Omit<Parameters<typeof performAudit>[0], "signal">;
export type AuditAnswer = { outcome: AuditOutcome } | { error: string };

self.onmessage = async ({ data }: MessageEvent<AuditRequest>) => {
  try {
    self.postMessage({ outcome: await performAudit(data) } satisfies AuditAnswer);
  } catch (thrown) {
    self.postMessage({ error: messageOf(thrown) } satisfies AuditAnswer);
  }
};
