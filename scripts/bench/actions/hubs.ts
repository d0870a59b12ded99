import type { SignedReceipt } from "../../../contracts/envelope.ts";
import { eventSubject } from "../../../contracts/subjects.ts";
import type { Mesh } from "../../../server/mesh/connect.ts";
import { listenRequests } from "../../../server/mesh/listenRequests.ts";
import { createPublisher } from "../../../server/mesh/publish.ts";
import { verifyEnvelope } from "../../../server/mesh/verifyEnvelope.ts";
import { systemClock } from "../../../server/platform/clock.ts";
import { deriveActionKey, deriveReceiptKey } from "../../../server/platform/keys/deriveKeys.ts";
import { silentLog as log } from "../../../server/platform/log.ts";

/** What an instance says of an action that it carries out: three receipts. */
const states = ["accepted", "started", "completed"] as const;
export const receiptsPerAction = states.length;

/** Simulated hubs: each verifies, signs and publishes as a real one does, and has nothing to do in between. */
export type BenchHubs = {
  /** Resolves with the moment when so many more actions have come in, as `performance.now()` tells it. */
  arrived(count: number): Promise<number>;
  stop(): Promise<void>;
};

export const meshNsOf = (slug: string): string => `${slug}.mesh`;

/** The receipt of a state, as an instance writes it. */
export const receiptOf = (slug: string, actionId: string, state: SignedReceipt["state"]): SignedReceipt => ({
  ...{ v: 1, actionId, projectSlug: slug, state, at: new Date().toISOString() },
  auditId: actionId,
  ...(state === "completed" ? { result: { status: "ok", counts: { secrets: 0 } } } : {}),
});

export async function startBenchHubs(mesh: Mesh, root: Uint8Array, slugs: readonly string[]): Promise<BenchHubs> {
  let expected: { left: number; resolve: (at: number) => void } | undefined;
  const stops = await Promise.all(
    slugs.map(async (slug) => {
      const meshNs = meshNsOf(slug);
      const keys = [deriveActionKey(root, slug, "k1")];
      const receiptKeys = [deriveReceiptKey(root, slug, "k1")];
      const publisher = createPublisher({ mesh, meshNs, clock: systemClock, log });
      const subject = eventSubject.actionReceipt(meshNs);
      const stopListening = await listenRequests({
        ...{ mesh, meshNs, log },
        async handle(message) {
          const verdict = verifyEnvelope({ message, keys, slug, now: new Date() });
          if (!verdict.ok) throw new Error(`a hub of the bench refused: ${verdict.reason}`);
          const { id } = verdict.envelope;
          if (expected !== undefined && --expected.left === 0) expected.resolve(performance.now());
          await Promise.all(
            states.map((state) => {
              const sign = { id: Bun.randomUUIDv7(), keys: receiptKeys };
              return publisher.publishEvent(subject, receiptOf(slug, id, state), { sign });
            }),
          );
        },
      });
      return async () => {
        await stopListening();
        await publisher.close();
      };
    }),
  );
  return {
    arrived(count) {
      const { promise, resolve } = Promise.withResolvers<number>();
      expected = { left: count, resolve };
      return promise;
    },
    async stop() {
      await Promise.all(stops.map((stop) => stop()));
    },
  };
}
