import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inflate } from "@sparticuz/chromium";

/** A Chromium executable and what it needs in its environment. */
export type Chromium = { executablePath: string; env: Record<string, string> };

const packageFolder = new URL("../../node_modules/@sparticuz/chromium/", import.meta.url);
const cache = fileURLToPath(new URL("../../node_modules/.cache/chromium/", import.meta.url));
const archives = ["chromium.br", "fonts.tar.br", "swiftshader.tar.br", "al2023.tar.br"];

/** `inflate` writes below the temporary folder, which it looks up before it first waits. */
function inflateInto(folder: string): Promise<string[]> {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    return Promise.all(archives.map((name) => inflate(fileURLToPath(new URL(`bin/${name}`, packageFolder)))));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

/** The package's own configuration names folders of AWS Lambda; without this one there are no glyphs at all. */
const fontsConfig = (fonts: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${fonts}</dir><cachedir>${join(fonts, "cache")}</cachedir></fontconfig>
`;

/**
 * The Chromium that comes with `bun install`, for Linux on x86-64: unpacked once, with the libraries and fonts that a
 * bare system lacks. Null on any other system.
 */
export async function bundledChromium(): Promise<Chromium | null> {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const { version } = await Bun.file(new URL("package.json", packageFolder)).json();
  const home = join(cache, version);
  if (!existsSync(home)) {
    // Moved to its place when complete, so that an interrupted run leaves nothing half-made.
    const partial = `${home}.${process.pid}`;
    await mkdir(partial, { recursive: true });
    await inflateInto(partial);
    await writeFile(join(partial, "fonts", "fonts.conf"), fontsConfig(join(home, "fonts")));
    await rename(partial, home).catch(() => rm(partial, { recursive: true, force: true }));
  }
  return {
    executablePath: join(home, "chromium"),
    env: { FONTCONFIG_PATH: join(home, "fonts"), LD_LIBRARY_PATH: join(home, "al2023", "lib") },
  };
}
