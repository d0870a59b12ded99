import { existsSync } from "node:fs";
import { join } from "node:path";
import { runGit } from "./runGit.ts";

/**
 * What git tracks under a folder, or null where git cannot tell. `ownsRoot` says that the folder is the top of its own
 * checkout: then an empty list is the truth.
 *
 * A path that is not UTF-8 is written as git would quote it, which no other file's path can be; such a file is counted,
 * not read.
 */
export async function gitFiles(
  folder: string,
  options: { signal?: AbortSignal } = {},
): Promise<{ paths: string[]; ownsRoot: boolean } | null> {
  const output = await runGit(folder, ["ls-files", "-z"], options);
  return output === null ? null : { paths: splitPaths(output), ownsRoot: existsSync(join(folder, ".git")) };
}

function splitPaths(output: Uint8Array): string[] {
  const paths: string[] = [];
  const strict = new TextDecoder("utf-8", { fatal: true });
  for (let start = 0; start < output.length; ) {
    const end = output.indexOf(0, start);
    const bytes = output.subarray(start, end < 0 ? output.length : end);
    try {
      paths.push(strict.decode(bytes));
    } catch {
      paths.push(`"${Array.from(bytes, quoted).join("")}"`);
    }
    start += bytes.length + 1;
  }
  return paths;
}

const quoted = (byte: number): string =>
  byte < 0x80 ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, "0")}`;
