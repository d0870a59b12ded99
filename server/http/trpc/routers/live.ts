import { tracked } from "@trpc/server";
import { z } from "zod";
import type { ChangeNotice } from "../../../../contracts/changes.ts";
import { withEnd } from "../../../federation/live/withEnd.ts";
import { AppError } from "../../../platform/errors.ts";
import { procedure, router } from "../init.ts";

type Numbered = { id: string; notice: ChangeNotice };

/** How often it is asked whether the client may still listen: as often as it is pinged. */
const checkMs = 5000;

async function* trackedNotices(
  feed: AsyncIterable<Numbered>,
  { signal, stillAdmitted }: { signal: AbortSignal; stillAdmitted: () => Promise<boolean> },
) {
  const notices = feed[Symbol.asyncIterator]();
  const pause = () => Bun.sleep(checkMs).then(() => null);
  let next = notices.next();
  let check = pause();
  for (;;) {
    const turn = await Promise.race([next, check]);
    if (turn === null) {
      if (signal.aborted) return;
      if (!(await stillAdmitted())) throw new AppError("unauthenticated", "Your key or session has ended.");
      check = pause();
      continue;
    }
    if (turn.done) break;
    next = notices.next();
    yield tracked(turn.value.id, turn.value.notice);
  }
  // To end quietly would tell the client that nothing will ever follow; a failure makes it connect again.
  if (!signal.aborted) throw new AppError("unavailable", "The hub is stopping. Connect again.");
}

export const liveRouter = router({
  /**
   * What changes, as it changes. A client that comes back names the last id it saw and gets what it missed, or one
   * `resync` when that is no longer known. Ends when the client goes. `rate_limited` for
   * whoever has too many open.
   */
  changes: procedure
    .input(z.strictObject({ lastEventId: z.string().max(200).nullish() }).default({}))
    .subscription(({ ctx, input, signal = new AbortController().signal }) => {
      // Subscribed here, not when first read: what changes after the client is told "connected" must reach it.
      const ended = new AbortController();
      const listening = AbortSignal.any([signal, ended.signal]);
      const noteEnd = ctx.openStream();
      if (listening.aborted) noteEnd();
      else listening.addEventListener("abort", noteEnd, { once: true });
      const feed = ctx.fed.changes.subscribe({ lastEventId: input.lastEventId ?? null, signal: listening });
      return withEnd(trackedNotices(feed, { signal, stillAdmitted: ctx.stillAdmitted }), () => ended.abort());
    }),
});
