import { chmod, mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Writes files for whoever runs a service to read, below a folder that this service alone is given. Who may enter that
 * folder decides who may read: a service's process may run as any user. Each file is there whole or not at all.
 *
 * @param files contents by path, relative to `folder`.
 */
export async function handOut(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  // Of a folder that is there already, such as a volume, whoever made it has decided who may enter.
  await mkdir(folder, { mode: 0o700 }).catch((thrown: unknown) => {
    if (!(thrown instanceof Error && "code" in thrown && thrown.code === "EEXIST")) throw thrown;
  });
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true, mode: 0o755 });
    const unfinished = `${file}.${crypto.randomUUID()}`;
    await writeFile(unfinished, text, { flag: "wx" });
    await chmod(unfinished, 0o444);
    await rename(unfinished, file);
  }
}
