import { runGit } from "./runGit.ts";

/** Where git keeps what it knows of the checkout that a folder is in; null where it is in none. */
export async function gitFolder(folder: string): Promise<string | null> {
  const output = await runGit(folder, ["rev-parse", "--absolute-git-dir"]);
  return output === null ? null : new TextDecoder().decode(output).trimEnd() || null;
}
