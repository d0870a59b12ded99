import { requestPatterns } from "../../contracts/subjects.ts";
import type { Stop } from "../platform/lifecycle.ts";
import type { Log } from "../platform/log.ts";
import type { Mesh } from "./connect.ts";
import { rawFromCore } from "./rawMessage.ts";
import { readHeaders } from "./readHeaders.ts";
import type { SignedMessage } from "./signing.ts";
import { untilSubscribed } from "./untilSubscribed.ts";

/**
 * Hands every request to one instance to `handle`, unverified: `verifyEnvelope` decides what to believe. One whose headers
 * cannot be read goes to `onMalformed`, with the reason. A handler that throws is logged, and the next request is handled
 * all the same; the Meta Hub sends again what got no receipt.
 */
export async function listenRequests(options: {
  mesh: Mesh;
  meshNs: string;
  log: Log;
  handle: (message: SignedMessage) => Promise<void>;
  onMalformed?: (reason: string) => void;
}): Promise<Stop> {
  const { mesh, meshNs, log, handle, onMalformed = () => {} } = options;
  const subscriptions = requestPatterns(meshNs).map((pattern) =>
    mesh.nc.subscribe(pattern, {
      callback(error, message) {
        if (error !== null) return log.error("requests.subscription_failed", { pattern, error });
        const raw = rawFromCore(message, new Date());
        const read = readHeaders(raw.headers);
        if (!read.ok) return onMalformed(read.reason);
        const signature = read.headers.signature;
        handle({ subject: message.subject, body: message.data, signature }).catch((thrown: unknown) => {
          log.error("requests.failed", { subject: message.subject, error: thrown });
        });
      },
    }),
  );
  await untilSubscribed(mesh.nc);
  return () => {
    for (const subscription of subscriptions) if (!subscription.isClosed()) subscription.unsubscribe();
  };
}
