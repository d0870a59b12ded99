import { expect, test } from "bun:test";
import { forEachFile } from "./auditInput.ts";

const files = Array.from({ length: 100 }, (_, n) => `file-${n}`);

test("cancelling stops at the next file, with the reason given", async () => {
  const cancel = new AbortController();
  const seen: string[] = [];
  const looking = forEachFile({ files, signal: cancel.signal }, async (file) => {
    seen.push(file);
    if (seen.length === 10) cancel.abort(new Error("enough"));
  });
  await expect(looking).rejects.toThrow("enough");
  expect(seen).toHaveLength(10);
});

test("others have their turn while files are gone through", async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  const busy = async () => {
    const until = performance.now() + 1;
    while (performance.now() < until);
  };
  await forEachFile({ files }, busy);
  clearInterval(timer);
  expect(turns).toBeGreaterThan(3);
});
