import type { ProjectDeclaration } from "../../contracts/config.ts";
import { signGrant } from "../../server/mesh/grant.ts";
import { messageOf } from "../../server/platform/errors.ts";
import { deriveActionKey } from "../../server/platform/keys/deriveKeys.ts";

/** Whether a hub has a key: null when it could not be asked, and then `reason` says why. */
export type HubReadiness = { slug: string; knows: boolean | null; reason: string | null };

const patienceMs = 3000;
const grantMs = 30_000;

/**
 * Asks each hub whether it has the key `keyId`, by showing it a grant that only this key can have made: what lets it in
 * proves it. Projects of legacy heartbeats have no hub that could be asked.
 *
 * @param root the Meta Hub's root, 32 bytes in base64.
 */
export function askHubs(
  projects: readonly ProjectDeclaration[],
  { root, keyId }: { root: string; keyId: string },
): Promise<HubReadiness[]> {
  const ikm = Buffer.from(root, "base64");
  const hubs = projects.filter(({ legacyHeartbeat }) => !legacyHeartbeat);
  return Promise.all(
    hubs.map(async ({ slug, hubUrl }): Promise<HubReadiness> => {
      const actionKey = deriveActionKey(ikm, slug, keyId);
      const grant = signGrant({ actionKey, slug, scope: "verify", expiresAt: new Date(Date.now() + grantMs) });
      try {
        const response = await fetch(new URL("/api/capabilities", hubUrl), {
          headers: { authorization: `Bearer ${grant}` },
          redirect: "manual",
          signal: AbortSignal.timeout(patienceMs),
        });
        await response.body?.cancel();
        if (response.ok) return { slug, knows: true, reason: null };
        if (response.status === 401 || response.status === 403) {
          return { slug, knows: false, reason: `does not know ${keyId} yet` };
        }
        return { slug, knows: null, reason: `answered ${response.status} at ${hubUrl}` };
      } catch (thrown) {
        return { slug, knows: null, reason: `cannot be asked at ${hubUrl}: ${messageOf(thrown)}` };
      }
    }),
  );
}
