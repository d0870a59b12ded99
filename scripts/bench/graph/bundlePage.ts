/** A script for a page of a bench, with everything that it imports, as a person's browser gets it. */
export async function bundlePage(entrypoint: string): Promise<string> {
  const { outputs } = await Bun.build({ entrypoints: [entrypoint], target: "browser", minify: true });
  const [output] = outputs;
  if (output === undefined) throw new Error(`${entrypoint} did not build`);
  return output.text();
}
