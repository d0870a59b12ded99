import {
  AckPolicy,
  type ConsumerConfig,
  DeliverPolicy,
  DiscardPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  type JetStreamManager,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
} from "@nats-io/jetstream";
import { nanos } from "@nats-io/transport-node";
import { eventStream } from "../../contracts/subjects.ts";
import { AppError } from "../platform/errors.ts";
import type { Mesh } from "./connect.ts";

const day = 24 * 3600 * 1000;

const wantedStream = {
  name: eventStream.name,
  subjects: [...eventStream.subjects],
  storage: StorageType.File,
  retention: RetentionPolicy.Limits,
  // A full stream refuses, so that the publisher knows and keeps the event; dropping the oldest would be silent. What
  // has been taken in makes room before that: see trimStream.
  discard: DiscardPolicy.New,
  max_age: nanos(7 * day),
  // Twice what an event may have: a little too large is quarantined and seen, much too large is refused at once.
  max_msg_size: 128 * 1024,
  duplicate_window: nanos(2 * 60 * 1000),
};

const wantedConsumer = {
  durable_name: eventStream.durable,
  ack_policy: AckPolicy.Explicit,
  deliver_policy: DeliverPolicy.All,
  ack_wait: nanos(30_000),
  max_deliver: -1,
  max_ack_pending: 10_000,
};

export type EnsureOptions = {
  /** Copies in a cluster of brokers. Without it an existing stream keeps what it has, a new one gets 1. */
  replicas?: number | undefined;
  /** What it may hold, in bytes a copy. Without it an existing stream keeps what it has, a new one gets 2 GiB. */
  maxBytes?: number | undefined;
  /** How long a delivered event may stay unacknowledged before it is delivered again, in milliseconds. */
  ackWaitMs?: number | undefined;
};

const isCode = (thrown: unknown, code: number) => thrown instanceof JetStreamApiError && thrown.code === code;

const patienceMs = 30_000;

/**
 * Makes the event stream and its durable consumer what the contract says, whether they exist or not. Several hubs may
 * call it at once. Throws `AppError("unavailable")` when the broker's JetStream does not answer within 30 s.
 */
export async function ensureEventStream(mesh: Mesh, options: EnsureOptions = {}): Promise<void> {
  const manager = await jetstreamManager(mesh.nc, { checkAPI: false });
  const started = performance.now();
  for (let delay = 100; ; delay = Math.min(delay * 2, 2000)) {
    try {
      await ensureStream(manager, options);
      await ensureConsumer(manager, options);
      return;
    } catch (thrown) {
      // A broker that has just started answers before its JetStream does, and another hub may create at the same time.
      if (mesh.nc.isClosed() || performance.now() - started > patienceMs) {
        throw new AppError("unavailable", "The broker's JetStream does not answer.", { cause: thrown });
      }
      await Bun.sleep(delay);
    }
  }
}

async function ensureStream(manager: JetStreamManager, { replicas, maxBytes }: EnsureOptions): Promise<void> {
  const wanted: Partial<StreamConfig> & { name: string } = {
    ...wantedStream,
    ...(replicas === undefined ? {} : { num_replicas: replicas }),
    ...(maxBytes === undefined ? {} : { max_bytes: maxBytes }),
  };
  const existing = await manager.streams.info(wanted.name).catch((thrown: unknown) => {
    if (isCode(thrown, JetStreamApiCodes.StreamNotFound)) return null;
    throw thrown;
  });
  if (existing === null) await manager.streams.add({ max_bytes: eventStream.maxBytes, ...wanted });
  else if (differs(existing.config, wanted))
    await manager.streams.update(wanted.name, { ...existing.config, ...wanted });
}

async function ensureConsumer(manager: JetStreamManager, { ackWaitMs }: EnsureOptions): Promise<void> {
  const wanted: Partial<ConsumerConfig> = {
    ...wantedConsumer,
    ...(ackWaitMs === undefined ? {} : { ack_wait: nanos(ackWaitMs) }),
  };
  const existing = await manager.consumers.info(eventStream.name, eventStream.durable).catch((thrown: unknown) => {
    if (isCode(thrown, JetStreamApiCodes.ConsumerNotFound)) return null;
    throw thrown;
  });
  if (existing === null) await manager.consumers.add(eventStream.name, wanted);
  else if (differs(existing.config, wanted)) {
    await manager.consumers.update(eventStream.name, eventStream.durable, { ...existing.config, ...wanted });
  }
}

/** Only what we ask for is compared: the broker fills in defaults, and an operator may have set the rest. */
function differs(existing: object, wanted: object): boolean {
  const found: Record<string, unknown> = { ...existing };
  return Object.entries(wanted).some(([key, value]) => !Bun.deepEquals(found[key], value));
}
