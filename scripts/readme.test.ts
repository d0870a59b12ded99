import { expect, test } from "bun:test";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));

test("the README's example of the client is right in every type", async () => {
  const readme = await Bun.file(join(root, "README.md")).text();
  const example = /^```ts\n(.*?)^```$/ms.exec(readme)?.[1] ?? "";
  const ours = 'from "./contracts/client.ts"';
  expect(example).toContain(ours);
  const folder = await mkdtemp(join(tmpdir(), "fed-readme-"));
  try {
    const file = join(folder, "example.ts");
    await writeFile(file, example.replace(ours, `from ${JSON.stringify(join(root, "contracts/client.ts"))}`));
    const options = { typeRoots: [join(root, "node_modules")], types: ["bun-types"] };
    const config = { extends: join(root, "tsconfig.json"), compilerOptions: options, include: [], files: [file] };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
    const compiler = join(root, "node_modules/.bin/tsc");
    const child = Bun.spawn([process.execPath, compiler, "--project", folder], { stdout: "pipe", stderr: "pipe" });
    const said = await new Response(child.stdout).text();
    expect({ code: await child.exited, said }).toEqual({ code: 0, said: "" });
  } finally {
    await rm(folder, { recursive: true });
  }
}, 60_000);
