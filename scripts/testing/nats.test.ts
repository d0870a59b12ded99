import { expect, test } from "bun:test";
import { jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { startTestNats } from "./nats.ts";

test("two brokers at once share nothing, and both have JetStream", async () => {
  const brokers = await Promise.all([startTestNats(), startTestNats()]);
  const [one, other] = await Promise.all(brokers.map(({ url }) => connect({ servers: url })));
  if (one === undefined || other === undefined) throw new Error("not connected");
  try {
    await (await jetstreamManager(one)).streams.add({ name: "ONE", subjects: ["one.>"] });
    expect((await (await jetstreamManager(one)).getAccountInfo()).streams).toBe(1);
    expect((await (await jetstreamManager(other)).getAccountInfo()).streams).toBe(0);
  } finally {
    await Promise.all([one.close(), other.close()]);
    await Promise.all(brokers.map((broker) => broker.stop()));
  }
  expect(await Promise.all(brokers.map((broker) => broker.exited))).toEqual([0, 0]);
});
