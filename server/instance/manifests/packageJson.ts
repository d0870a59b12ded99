import { lineOf } from "../repository/files/readInside.ts";
import { fieldsOf, type Manifest } from "./manifest.ts";

const kinds = {
  dependencies: false,
  peerDependencies: false,
  optionalDependencies: false,
  devDependencies: true,
} as const;

/** npm's `package.json`. */
export function parsePackageJson(text: string): Manifest | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const { name, ...fields } = fieldsOf(json);
  const dependencies = Object.entries(kinds).flatMap(([kind, development]) =>
    Object.entries(fieldsOf(fields[kind])).map(([dependency, range]) => ({
      name: dependency,
      range: String(range),
      development,
      line: lineOf(text, `"${dependency}"`),
    })),
  );
  return { published: typeof name === "string" && name !== "" ? [name] : [], dependencies };
}
