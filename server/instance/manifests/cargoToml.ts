import { parse } from "smol-toml";
import { lineOf } from "../repository/files/readInside.ts";
import { type Dependency, fieldsOf, type Manifest, tomlKey } from "./manifest.ts";

/** Rust's `Cargo.toml`, of a package or a workspace. A dependency that is renamed counts under its real name. */
export function parseCargoToml(text: string): Manifest | null {
  let toml: Record<string, unknown>;
  try {
    toml = parse(text);
  } catch {
    return null;
  }
  const read = (table: unknown, development: boolean): Dependency[] =>
    Object.entries(fieldsOf(table)).map(([key, value]) => {
      const { package: renamed, version } = fieldsOf(value);
      return {
        name: typeof renamed === "string" ? renamed : key,
        range: typeof value === "string" ? value : typeof version === "string" ? version : "*",
        development,
        line: lineOf(text, tomlKey(key)),
      };
    });
  const { name } = fieldsOf(toml.package);
  return {
    published: typeof name === "string" ? [name] : [],
    dependencies: [
      ...read(toml.dependencies, false),
      ...read(fieldsOf(toml.workspace).dependencies, false),
      ...read(toml["build-dependencies"], true),
      ...read(toml["dev-dependencies"], true),
    ],
  };
}
