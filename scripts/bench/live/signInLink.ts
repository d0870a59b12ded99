import { z } from "zod";

/** A link that signs a page in, as `bun start` prints one. */
export async function signInLink(origin: string, key: string): Promise<string> {
  const headers = { "x-api-key": key, "content-type": "application/json" };
  const answer = await fetch(`${origin}/api/auth/links`, { method: "POST", headers, body: "{}" });
  return z.object({ url: z.url() }).parse(await answer.json()).url;
}
