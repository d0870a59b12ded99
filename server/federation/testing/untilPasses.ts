import { eventually } from "../../../scripts/testing/eventually.ts";

/** Repeats expectations until they all hold. */
export function untilPasses(expectations: () => unknown): Promise<boolean> {
  return eventually(async () => {
    await expectations();
    return true;
  });
}
