import { expect, test } from "bun:test";
import { join } from "node:path";
import { metaHubHeap } from "./metaHubHeap.ts";

const root = join(import.meta.dir, "../..");
const [name, value] = Object.entries(metaHubHeap)[0] ?? [];

test("every file that starts a Meta Hub sets the same", async () => {
  const lines: Record<string, string> = {
    "package.json": `"${name}=${value} bun server/main.ts --scope=meta"`,
    "docker-compose.yml": `${name}: "${value}"`,
    "docker-compose.replica.yml": `${name}: "${value}"`,
    "deploy/systemd/federation-meta.service": `\nEnvironment=${name}=${value}\n`,
  };
  for (const [file, line] of Object.entries(lines)) {
    expect(await Bun.file(join(root, file)).text()).toContain(line);
  }
});

test("this Bun collects earlier with it", async () => {
  // Lives on 60 MB, and drops as much over and over.
  const script = `
    const { heapStats } = require("bun:jsc");
    const lives = Array.from({ length: 600_000 }, (_, index) => ({ index, text: "n" + index }));
    let most = 0;
    for (let round = 0; round < 20; round++) {
      Array.from({ length: 50_000 }, (_, index) => ({ index, text: "d" + index }));
      most = Math.max(most, heapStats().heapCapacity);
    }
    console.log(most, lives.length);`;
  const mostWith = async (variables: Record<string, string>) => {
    const child = Bun.spawn([process.execPath, "-e", script], { env: variables, stdout: "pipe", stderr: "inherit" });
    return Number((await new Response(child.stdout).text()).split(" ")[0]);
  };
  const [usual, earlier] = [await mostWith({}), await mostWith(metaHubHeap)];
  expect(earlier).toBeGreaterThan(0);
  expect(earlier).toBeLessThan(usual);
});
