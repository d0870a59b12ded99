import { sign } from "../../mesh/signing.ts";
import type { Webhook } from "./webhook.ts";

/** One attempt: taken, or not, with why in a word that holds no secret, and the wait that the receiver asks for. */
export type Attempt = { ok: true } | { ok: false; error: string; askedMs: number | null };

const timeoutMs = 10_000;

const failed = (error: string, askedMs: number | null = null): Attempt => ({ ok: false, error, askedMs });

/**
 * Sends a message once: POST, no redirect followed, the answer's body left unread. Signed by Standard Webhooks v1 with
 * every key of the webhook at `now`; the id and the bytes are the same at every attempt. Never throws.
 */
export async function sendMessage(
  webhook: Webhook,
  message: { id: string; body: string },
  now: Date,
  signal: AbortSignal,
): Promise<Attempt> {
  const body = new TextEncoder().encode(message.body);
  const timestamp = Math.floor(now.getTime() / 1000);
  const signature =
    webhook.keys.length === 0 ? {} : sign({ id: `msg_${message.id}`, timestamp, body, keys: webhook.keys });
  const timeout = AbortSignal.timeout(timeoutMs);
  const cut = new AbortController();
  try {
    const response = await fetch(webhook.url, {
      method: "POST",
      headers: { "content-type": "application/json", "user-agent": "commandcenter-federation", ...signature },
      body,
      redirect: "manual",
      signal: AbortSignal.any([timeout, signal, cut.signal]),
    });
    if (response.ok) return { ok: true };
    return failed(`status ${response.status}`, retryAfterOf(response));
  } catch {
    // What the network says may hold the address, which may be a secret.
    if (signal.aborted) return failed("stopped");
    return failed(timeout.aborted ? "timeout" : "unreachable");
  } finally {
    cut.abort();
  }
}

function retryAfterOf(response: Response): number | null {
  const seconds = response.headers.get("retry-after") ?? "";
  return /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1000 : null;
}
