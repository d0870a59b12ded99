import type { EventWire } from "../../../contracts/events.ts";
import type { InstanceContext } from "../context.ts";
import { recentRefusals } from "../refusals/recentRefusals.ts";

const patienceMs = 5000;

/** More events than this waiting for the broker is a fault worth telling. */
const manyPending = 100;

/**
 * How this hub feels, found out by using it: one real query, and its own `/health` over its own socket where it listens
 * at `address`. `latencyMs` is how long both took together, in milliseconds; null when either failed.
 *
 * @param pending events that wait to be acknowledged by the broker.
 */
export async function measureHealth(
  ctx: InstanceContext,
  { address, pending = 0 }: { address?: URL; pending?: number } = {},
): Promise<EventWire<"hub.health">> {
  const started = performance.now();
  const lastScan = await within(
    ctx.db.prisma.scan.findFirst({ orderBy: { id: "desc" }, where: { state: { not: "running" } } }),
  );
  const answered = address === undefined || (await answersHealth(address));
  const latencyMs = Math.round((performance.now() - started) * 10) / 10;
  const reachable = lastScan.ok && answered;
  const refused = await within(recentRefusals(ctx));
  const degradedReasons = [
    ...(lastScan.ok ? [] : ["the database does not answer"]),
    ...(answered ? [] : ["its own /health does not answer"]),
    ...(lastScan.ok && lastScan.value?.state === "failed" ? ["the last scan of the repository failed"] : []),
    ...(pending > manyPending ? [`${pending} events wait for the broker`] : []),
  ];
  return {
    status: degradedReasons.length === 0 ? "ok" : "degraded",
    latencyMs: reachable ? latencyMs : null,
    degradedReasons,
    ...(refused.ok ? { refusedRequests: refused.value } : {}),
    sampleAt: ctx.clock.now().toISOString(),
  };
}

async function answersHealth(address: URL): Promise<boolean> {
  try {
    const response = await fetch(new URL("/health", address), { signal: AbortSignal.timeout(patienceMs) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

async function within<T>(promise: Promise<T>): Promise<{ ok: true; value: T } | { ok: false }> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<{ ok: false }>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false }), patienceMs);
  });
  const settled = promise.then(
    (value) => ({ ok: true, value }) as const,
    () => ({ ok: false }) as const,
  );
  const outcome = await Promise.race([settled, late]);
  clearTimeout(timer);
  return outcome;
}
