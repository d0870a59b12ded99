import { tracked } from "@trpc/server";
import { z } from "zod";
import type { ChangeNotice } from "../../../../contracts/changes.ts";
import { procedure, router } from "../init.ts";

export const liveRouter = router({
  /**
   * What changes, as it changes. A client that comes back names the last id it saw and gets what it missed, or one
   * `resync` when that is no longer known. Ends when the client goes.
   */
  changes: procedure
    .input(z.strictObject({ lastEventId: z.string().max(200).nullish() }).default({}))
    .subscription(async function* ({ ctx, input, signal }) {
      const feed = ctx.fed.changes.subscribe({
        lastEventId: input.lastEventId ?? null,
        signal: signal ?? new AbortController().signal,
      });
      for await (const { id, notice } of feed) yield tracked<ChangeNotice>(id, notice);
    }),
});
