import { tracked } from "@trpc/server";
import { z } from "zod";
import type { ChangeNotice } from "../../../../contracts/changes.ts";
import { AppError } from "../../../platform/errors.ts";
import { procedure, router } from "../init.ts";

type Numbered = { id: string; notice: ChangeNotice };

async function* trackedNotices(feed: AsyncIterable<Numbered>, signal: AbortSignal) {
  for await (const { id, notice } of feed) yield tracked(id, notice);
  // To end quietly would tell the client that nothing will ever follow; a failure makes it connect again.
  if (!signal.aborted) throw new AppError("unavailable", "The hub is stopping. Connect again.");
}

export const liveRouter = router({
  /**
   * What changes, as it changes. A client that comes back names the last id it saw and gets what it missed, or one
   * `resync` when that is no longer known. Ends when the client goes.
   */
  changes: procedure
    .input(z.strictObject({ lastEventId: z.string().max(200).nullish() }).default({}))
    .subscription(({ ctx, input, signal = new AbortController().signal }) => {
      // Subscribed here, not when first read: what changes after the client is told "connected" must reach it.
      const feed = ctx.fed.changes.subscribe({ lastEventId: input.lastEventId ?? null, signal });
      return trackedNotices(feed, signal);
    }),
});
