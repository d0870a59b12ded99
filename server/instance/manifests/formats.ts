import { basename } from "node:path";
import { parseCargoToml } from "./cargoToml.ts";
import { parseGoMod } from "./goMod.ts";
import type { ManifestParser } from "./manifest.ts";
import { parsePackageJson } from "./packageJson.ts";
import { normalPythonName, parsePyproject, parseRequirements } from "./pyproject.ts";

/** One package manager's manifest. `names` tells whether a declared dependency is the package asked for. */
export type ManifestFormat = {
  file: RegExp;
  parse: ManifestParser;
  names: (dependency: string, asked: string) => boolean;
};

const same = (dependency: string, asked: string) => dependency === asked;
const samePython = (dependency: string, asked: string) => normalPythonName(dependency) === normalPythonName(asked);
/** A Go module's major version and its packages are paths below it. */
const sameGo = (dependency: string, asked: string) => dependency === asked || dependency.startsWith(`${asked}/`);

const formats: ManifestFormat[] = [
  { file: /^package\.json$/, parse: parsePackageJson, names: same },
  { file: /^pyproject\.toml$/, parse: parsePyproject, names: samePython },
  { file: /^requirements[\w.-]*\.txt$/, parse: parseRequirements, names: samePython },
  { file: /^go\.mod$/, parse: parseGoMod, names: sameGo },
  { file: /^Cargo\.toml$/, parse: parseCargoToml, names: same },
];

/** The format of the manifest at `path`, null when it is no manifest. */
export const manifestFormat = (path: string): ManifestFormat | null =>
  formats.find(({ file }) => file.test(basename(path))) ?? null;
