import type { ActionEnvelope } from "../../../contracts/envelope.ts";
import type { InstanceContext } from "../context.ts";
import { addReceipts } from "./receipt.ts";

/**
 * What became of an action: taken in now, refused now, or here before, so that its last receipt is told again. It was
 * `replayed` when its signature is not newer than one that came before: whoever keeps an action signs it anew each time.
 */
export type Registered =
  | { is: "accepted"; auditId: string | null }
  | { is: "refused" }
  | { is: "known"; replayed: boolean };

/** An authentic action, and when the signature that came with it was made. */
type Authentic = Pick<ActionEnvelope, "id" | "type"> & { signedAt: Date };

/**
 * Takes an authentic action in, in one transaction: its nonce, the audit it asks for, and the first receipt. However often
 * and however simultaneously it comes, only the first does anything; the others wait for its transaction and find it there.
 *
 * @param refusal why the action is refused, or null.
 */
export async function registerAction(
  ctx: InstanceContext,
  { id: actionId, type, signedAt }: Authentic,
  refusal: string | null,
): Promise<Registered> {
  const at = ctx.clock.now();
  return await ctx.db.prisma.$transaction(async (tx): Promise<Registered> => {
    const { count } = await tx.actionNonce.createMany({
      data: [{ id: actionId, type, at, signedAt }],
      skipDuplicates: true,
    });
    if (count === 0) {
      const last = await tx.actionReceipt.findFirst({ where: { actionId }, orderBy: { id: "desc" } });
      if (last !== null) await tx.actionReceipt.update({ where: { id: last.id }, data: { toldAt: null } });
      const { count: newer } = await tx.actionNonce.updateMany({
        where: { id: actionId, signedAt: { lt: signedAt } },
        data: { signedAt },
      });
      return { is: "known", replayed: newer === 0 };
    }
    if (refusal !== null) {
      await addReceipts(ctx, [{ actionId, state: "refused", reason: refusal }], tx);
      return { is: "refused" };
    }
    if (type !== "audit.security") {
      await addReceipts(ctx, [{ actionId, state: "accepted" }], tx);
      return { is: "accepted", auditId: null };
    }
    const auditId = Bun.randomUUIDv7();
    await tx.audit.create({ data: { id: auditId, kind: "security", status: "queued", actionId, startedAt: at } });
    await addReceipts(ctx, [{ actionId, state: "accepted", auditId }], tx);
    return { is: "accepted", auditId };
  });
}
