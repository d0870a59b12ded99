import type { Mesh } from "../../mesh/connect.ts";
import { listenRequests } from "../../mesh/listenRequests.ts";
import type { Publisher } from "../../mesh/publish.ts";
import type { Stop } from "../../platform/lifecycle.ts";
import { repeat } from "../../platform/repeat.ts";
import { runQueuedAudit } from "../audits/runQueuedAudit.ts";
import type { InstanceContext } from "../context.ts";
import { createRefusalCounter } from "../refusals/countRefusals.ts";
import { forgetRefusals } from "../refusals/recentRefusals.ts";
import { createTurns, type Turns } from "../turns.ts";
import { forgetActions } from "./forgetActions.ts";
import { addReceipts } from "./receipt.ts";
import { refreshSummaries } from "./refreshSummaries.ts";
import { settleAudits } from "./settleAudits.ts";
import { takeAction } from "./takeAction.ts";
import { tellReceipts } from "./tellReceipts.ts";

export type ActionsOptions = {
  ctx: InstanceContext;
  mesh: Mesh;
  publisher: Publisher;
  /** What actions are verified with and receipts are signed with: one each, or during a rotation two. */
  keys: { action: readonly Uint8Array[]; receipt: readonly Uint8Array[] };
  /** Audits take turns, whoever asks for them. */
  audits: Turns;
  onAudited: () => void;
};

/** What the broker did not take is tried again after so long, in milliseconds. */
const retellMs = 5000;
const hourMs = 3600 * 1000;

/**
 * Begins to obey: listens for signed actions, and finishes what an earlier process left open. Each is answered at once;
 * audits run one at a time behind each other, refreshes beside them. @returns its stop, which cancels what runs.
 */
export async function startActions(options: ActionsOptions): Promise<Stop> {
  const { ctx, mesh, publisher, keys, audits, onAudited } = options;
  const { log } = ctx;
  const stopping = new AbortController();
  const { signal } = stopping;
  const refreshes = createTurns();
  const auditsUnderWay = new Set<Promise<void>>();

  const tell = async () => {
    await settleAudits(ctx);
    await tellReceipts(ctx, publisher, keys.receipt);
  };
  const telling = repeat(log, "receipts", retellMs, tell);
  const forgetting = repeat(log, "old actions", hourMs, async () => {
    await forgetActions(ctx);
    await forgetRefusals(ctx);
  });
  const refusals = createRefusalCounter(ctx);

  const begin = (turns: Turns, job: () => Promise<void>) =>
    turns
      .take(async () => {
        if (!signal.aborted) await job();
      })
      .catch((error: unknown) => log.error("action.job_failed", { error }))
      .finally(() => {
        if (!signal.aborted) telling.soon();
      });
  const audit = (actionId: string, auditId: string) => {
    const running = begin(audits, async () => {
      const onRunning = async () => {
        await addReceipts(ctx, [{ actionId, state: "started", auditId }]);
        telling.soon();
      };
      await runQueuedAudit(ctx, { id: auditId, signal, onRunning });
      onAudited();
    }).finally(() => auditsUnderWay.delete(running));
    auditsUnderWay.add(running);
  };
  const refresh = (actionId: string) => refreshSummaries(ctx, publisher, { actionId, onStarted: telling.soon });

  const stopListening = await listenRequests({
    mesh,
    meshNs: ctx.project.meshNs,
    log,
    onMalformed: refusals.add,
    handle: async (message) => {
      const taken = await takeAction(ctx, { message, keys: keys.action, onDisbelieved: refusals.add });
      if (taken === null || signal.aborted) return;
      telling.soon();
      const { envelope, registered } = taken;
      if (registered.is !== "accepted") return;
      if (registered.auditId !== null) audit(envelope.id, registered.auditId);
      else void begin(refreshes, () => refresh(envelope.id));
    },
  });
  void begin(refreshes, async () => {
    for (const { id } of await unfinishedRefreshes(ctx)) await refresh(id);
  });

  return async () => {
    stopping.abort(new Error("the hub is stopping"));
    await stopListening();
    await refusals.stop();
    const told = telling.stop();
    await Promise.all([...auditsUnderWay, forgetting.stop()]);
    // Without a broker, what waits for it ends when the publisher is closed, and is told after the next start.
    if (!mesh.isConnected()) return;
    await Promise.all([told, refreshes.take(async () => {})]);
    await tell();
  };
}

/** Refreshes that an earlier process accepted and did not finish. Done twice, nothing is wrong. */
const unfinishedRefreshes = (ctx: InstanceContext) =>
  ctx.db.prisma.actionNonce.findMany({
    where: { type: "graph.refresh", receipts: { none: { state: { in: ["completed", "failed", "refused"] } } } },
    select: { id: true },
  });
