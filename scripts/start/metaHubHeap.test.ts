import { expect, test } from "bun:test";
import { join } from "node:path";
import { metaHubHeap } from "./metaHubHeap.ts";

const root = join(import.meta.dir, "../..");
const variables = Object.entries(metaHubHeap);

test("every file that starts a Meta Hub sets the same", async () => {
  const inShell = variables.map(([name, value]) => `${name}=${value}`);
  const inCompose = variables.map(([name, value]) => `      ${name}: "${value}"\n`).join("");
  const texts: Record<string, string> = {
    "package.json": `"${inShell.join(" ")} bun server/main.ts --scope=meta"`,
    "docker-compose.yml": inCompose,
    "docker-compose.replica.yml": inCompose,
    "deploy/systemd/federation-meta.service": inShell.map((each) => `Environment=${each}\n`).join(""),
  };
  for (const [file, text] of Object.entries(texts)) {
    expect(await Bun.file(join(root, file)).text()).toContain(text);
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
