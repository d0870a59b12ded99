import { jetstream } from "@nats-io/jetstream";
import { headers, type MsgHdrs } from "@nats-io/transport-node";
import { eventSubject } from "../../../contracts/subjects.ts";
import { composeEnvelope } from "../../../server/federation/actions/dispatch/composeEnvelope.ts";
import type { Mesh } from "../../../server/mesh/connect.ts";
import { sign } from "../../../server/mesh/signing.ts";
import type { Spans } from "./fanOut.ts";
import { meshNsOf, receiptOf, receiptsPerAction } from "./hubs.ts";
import { prepareTaking } from "./takeStored.ts";

const subjectOf = (index: number) => `bench.raw.${index}`;
const key = Buffer.alloc(32);

function signedHeaders(id: string, body: Uint8Array): MsgHdrs {
  const made = headers();
  const signed = sign({ id, timestamp: Math.floor(Date.now() / 1000), body, keys: [key] });
  for (const [name, value] of Object.entries(signed)) made.set(name, value);
  return made;
}

/**
 * The limit of the broker: as many messages of the same bytes there, stored ones of the same bytes back, consumed and
 * acknowledged, with everything signed beforehand, nothing looked at and no database.
 */
export async function rawMessages(meta: Mesh, fleet: Mesh, slugs: readonly string[]): Promise<Spans> {
  const expiresAt = new Date(Date.now() + 3_600_000);
  const prepared = slugs.map((slug, index) => {
    const id = `act_${crypto.randomUUID().replaceAll("-", "")}`;
    const subject = subjectOf(index);
    const body = composeEnvelope({ id, slug, subject, action: "fed.audit.security.sweep", expiresAt });
    const receipt = new TextEncoder().encode(JSON.stringify(receiptOf(slug, id, "completed")));
    const back = eventSubject.actionReceipt(meshNsOf(slug));
    return {
      subject,
      body,
      headers: signedHeaders(id, body),
      back,
      receipt,
      receiptHeaders: signedHeaders(id, receipt),
    };
  });
  const stream = jetstream(fleet.nc);
  const arrived = Promise.withResolvers<number>();
  let left = prepared.length;
  const answers: Promise<unknown>[] = [];
  const subscription = fleet.nc.subscribe("bench.raw.*", {
    callback(_error, message) {
      const hub = prepared[Number(message.subject.slice(subjectOf(0).length - 1))];
      if (--left === 0) arrived.resolve(performance.now());
      if (hub === undefined) return;
      for (let time = 0; time < receiptsPerAction; time++) {
        answers.push(stream.publish(hub.back, hub.receipt, { headers: hub.receiptHeaders }));
      }
    },
  });
  await fleet.nc.flush();
  const { take, close } = await prepareTaking(meta);
  const started = performance.now();
  for (const { subject, body, headers: signed } of prepared) meta.nc.publish(subject, body, { headers: signed });
  await take(prepared.length * receiptsPerAction);
  const received = performance.now() - started;
  const dispatched = (await arrived.promise) - started;
  await Promise.all(answers);
  await close();
  subscription.unsubscribe();
  return { dispatched, received };
}
