import { z } from "zod";
import { UserError } from "../../server/platform/errors.ts";

const answer = z.object({ url: z.url() });

/** Asks the Meta Hub for a link that signs one browser in, once. */
export async function signInLink(metaUrl: string, adminKey: string): Promise<string> {
  const response = await fetch(`${metaUrl}/api/auth/links`, {
    method: "POST",
    headers: { authorization: `Bearer ${adminKey}`, "content-type": "application/json" },
    body: "{}",
    signal: AbortSignal.timeout(5000),
  });
  if (!response.ok) {
    throw new UserError(
      `The Meta Hub gave no sign-in link: it answered ${response.status} ${(await response.text()).slice(0, 300)}`,
    );
  }
  return answer.parse(await response.json()).url;
}
