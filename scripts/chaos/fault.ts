import type { Random } from "../fleet/random.ts";
import type { House } from "./house.ts";

/** Something that goes wrong, and is mended again. */
export type Fault = {
  name: string;
  does: string;
  /** Why it cannot be done on this machine; null when it can. */
  missing?(): string | null;
  /** Does it under load, and mends it. Ends when everything that was hurt has been started again. */
  run(house: House, random: Random): Promise<void>;
};

/** Lets the load go on for a while that the seed decides. */
export const meanwhile = (random: Random, fromMs: number, toMs: number) => Bun.sleep(random.integer(fromMs, toMs));
