import { expect, test } from "bun:test";
import { noChanges } from "../../live/changes.ts";
import { bufferPulses } from "./bufferPulses.ts";

const beat = (subject: string, second: number) => ({ subject, receivedAt: new Date(second * 1000) });

test("while the database is away the newest pulse of each hub is kept, those that came last when there are too many", async () => {
  let away = true;
  const stored: string[] = [];
  const pulses = bufferPulses(
    async ({ events }) => {
      if (away) throw new Error("away");
      stored.push(...events.map(({ subject, receivedAt }) => `${subject} ${receivedAt.getTime() / 1000}`));
      return noChanges();
    },
    () => {},
    3,
  );
  const hear = (...events: ReturnType<typeof beat>[]) => pulses.handle({ events, rejected: [] });
  await expect(hear(beat("a", 1), beat("b", 2), beat("c", 3))).rejects.toThrow("away");
  await expect(hear(beat("a", 4), beat("d", 5))).rejects.toThrow("away");
  away = false;
  await hear();
  expect(stored).toEqual(["c 3", "a 4", "d 5"]);
  pulses.stop();
});
