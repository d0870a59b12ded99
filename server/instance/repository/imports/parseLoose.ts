/** JSON with comments and trailing commas, as `tsconfig.json` may have them; undefined when it is not even that. */
export function parseLoose(text: string): unknown {
  try {
    return Bun.JSONC.parse(text);
  } catch {
    return undefined;
  }
}
