import { type ApiKeyRow, apiKeyId, type CreatedApiKey, newApiKey } from "../../../../contracts/access.ts";
import { issueKey } from "../../../federation/access/issueKey.ts";
import { listKeys } from "../../../federation/access/listKeys.ts";
import { revokeKey } from "../../../federation/access/revokeKey.ts";
import { authorOf, procedure, router } from "../init.ts";

export const keysRouter = router({
  /** Every key of the API, the newest first, without the keys themselves. */
  list: procedure.query(({ ctx }): Promise<ApiKeyRow[]> => listKeys(ctx.fed)),

  /** Makes a key. Its answer is the only time anyone sees it. */
  create: procedure
    .input(newApiKey)
    .mutation(({ ctx, input }): Promise<CreatedApiKey> => issueKey(ctx.fed, input, authorOf(ctx))),

  /** Ends a key, and every session and link made from it. */
  revoke: procedure.input(apiKeyId).mutation(async ({ ctx, input }): Promise<ApiKeyRow> => {
    const revoked = await revokeKey(ctx.fed, input.id, authorOf(ctx));
    ctx.credentials.forget();
    return revoked;
  }),
});
