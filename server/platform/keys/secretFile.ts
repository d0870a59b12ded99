import { randomUUID } from "node:crypto";
import { chmod, link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

const ownerOnly = 0o600;
const ownerOnlyFolder = 0o700;

/** Makes a folder that only its owner may enter. The folders above it are ordinary ones. */
async function makeSecretFolder(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await mkdir(path, { recursive: true, mode: ownerOnlyFolder });
  await chmod(path, ownerOnlyFolder);
}

/** Writes a file that only its owner may read, whole or not at all. */
export async function writeSecretFile(path: string, text: string): Promise<void> {
  const unfinished = await writeBeside(path, text);
  await rename(unfinished, path);
}

/**
 * The secret in `path`, made with `make` when there is none. Of two processes that make it at once the first wins, and
 * both get the same.
 */
export async function keepSecret(path: string, make: () => string): Promise<string> {
  const known = await readSecret(path);
  if (known !== null) return known;
  const unfinished = await writeBeside(path, `${make()}\n`);
  try {
    await link(unfinished, path);
  } catch (thrown) {
    if (!isCode(thrown, "EEXIST")) throw thrown;
  } finally {
    await rm(unfinished, { force: true });
  }
  return (await readFile(path, "utf8")).trim();
}

/** The secret in `path`, or null when there is none. */
export async function readSecret(path: string): Promise<string | null> {
  try {
    return (await readFile(path, "utf8")).trim() || null;
  } catch (thrown) {
    if (isCode(thrown, "ENOENT")) return null;
    throw thrown;
  }
}

async function writeBeside(path: string, text: string): Promise<string> {
  await makeSecretFolder(dirname(path));
  const unfinished = `${path}.${randomUUID()}`;
  await writeFile(unfinished, text, { mode: ownerOnly, flag: "wx" });
  return unfinished;
}

function isCode(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && "code" in thrown && thrown.code === code;
}
