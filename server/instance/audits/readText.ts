import { lstat, readFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeText } from "../repository/source/decodeText.ts";

/** The text of an ordinary file of at most `maxBytes`; null when it is larger, binary, a link, or not to be read. */
export async function readText(root: string, path: string, maxBytes: number): Promise<string | null> {
  try {
    const file = join(root, path);
    const found = await lstat(file);
    return found.isFile() && found.size <= maxBytes ? decodeText(await readFile(file)) : null;
  } catch {
    return null;
  }
}
