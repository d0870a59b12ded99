import { afterAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hubConfig } from "../../../../contracts/config.ts";
import { findSecrets } from "./findSecrets.ts";

const root = await mkdtemp(join(tmpdir(), "secrets-"));
afterAll(() => rm(root, { recursive: true }));

/** Joined here, so that this file holds no secret itself. */
const token = ["ghp", "16C7e42F292c6912E7710c838347Ae178B4a"].join("_");

test("a secret is found with its place, and nothing of it is in the finding", async () => {
  await Bun.write(join(root, "a.ts"), `const a = 1;\nconst token = "${token}";\n`);
  await Bun.write(join(root, "b.bin"), new Uint8Array([0, 1, 2]));
  const part = await findSecrets({ root, files: ["a.ts", "b.bin"], config: hubConfig.parse({}).audits });
  expect(part.findings).toMatchObject([{ severity: "critical", path: "a.ts", line: 2, excerpt: "[redacted]" }]);
  expect(part.counts).toMatchObject({ secrets: 1, filesRead: 1, filesSkipped: 1 });
  expect(JSON.stringify(part)).not.toContain(token.slice(4, 14));
});

test("looking through files leaves nothing behind in the process", async () => {
  const files = Array.from({ length: 50 }, (_, index) => `${index}.ts`);
  for (const file of files) await Bun.write(join(root, file), "const plain = 1;\n");
  const before = performance.getEntries().length;
  await findSecrets({ root, files, config: hubConfig.parse({}).audits });
  expect(performance.getEntries().length).toBe(before);
});
