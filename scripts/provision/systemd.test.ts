import { expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drainMs } from "../../server/platform/lifecycle.ts";
import { projectRoot } from "./testing/composeFile.ts";

const folder = join(projectRoot, "deploy/systemd");
const names = ["federation-hub@.service", "federation-meta.service"];
const read = (name: string) => Bun.file(join(folder, name)).text();
const analyze = Bun.which("systemd-analyze");

test("each unit starts a hub as nobody special, again when it ends, but for settings that are wrong, and lets it drain", async () => {
  expect([...new Bun.Glob("*").scanSync({ cwd: folder })].sort()).toEqual(names);
  for (const name of names) {
    const text = await read(name);
    expect(text).toMatch(/^ExecStart=\/usr\/local\/bin\/bun --no-env-file server\/main\.ts --scope=(meta|project) ?/m);
    expect(text).toMatch(/^User=(?!root)\w+$/m);
    expect(text).toMatch(/^Restart=always$/m);
    expect(text).toMatch(/^RestartPreventExitStatus=2$/m);
    const patience = Number(/^TimeoutStopSec=(\d+)$/m.exec(text)?.[1]);
    expect(patience * 1000).toBeGreaterThan(drainMs);
  }
});

test.skipIf(analyze === null)("systemd finds no fault in them (skipped without systemd-analyze)", async () => {
  const place = await mkdtemp(join(tmpdir(), "fed-systemd-"));
  for (const name of names) {
    // It looks for the program, which is elsewhere here.
    const text = (await read(name)).replace("/usr/local/bin/bun", process.execPath);
    const file = join(place, name.replace("@", "@veria"));
    await Bun.write(file, text);
    const child = Bun.spawn([analyze ?? "", "verify", "--man=no", file], { stdout: "pipe", stderr: "pipe" });
    const said = await new Response(child.stderr).text();
    expect({ name, code: await child.exited, about: said.split("\n").filter((line) => line.includes(place)) }).toEqual({
      ...{ name, code: 0, about: [] },
    });
  }
  await rm(place, { recursive: true });
});
