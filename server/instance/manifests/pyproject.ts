import { parse } from "smol-toml";
import { lineOf } from "../repository/files/readInside.ts";
import { type Dependency, fieldsOf, type Manifest, tomlKey } from "./manifest.ts";

/** A Python package's name in the one spelling that PEP 503 compares. */
export const normalPythonName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, "-");

/** A requirement by PEP 508: `uvicorn[standard] >= 0.30 ; python_version > "3.9"`. Null when the line is none. */
function parseRequirement(text: string): { name: string; range: string } | null {
  const match = /^\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*([^;#]*)/.exec(text);
  if (match?.[1] === undefined) return null;
  const range = (match[2] ?? "").trim();
  return range === "" || /^([=<>!~(]|@\s)/.test(range) ? { name: match[1], range } : null;
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];

/** `pyproject.toml`, as PEP 621 and PEP 735 have it and as Poetry has it. */
export function parsePyproject(text: string): Manifest | null {
  let toml: Record<string, unknown>;
  try {
    toml = parse(text);
  } catch {
    return null;
  }
  const project = fieldsOf(toml.project);
  const poetry = fieldsOf(fieldsOf(toml.tool).poetry);
  const declared = (requirements: string[], development: boolean): Dependency[] =>
    requirements.flatMap((line) => {
      const requirement = parseRequirement(line);
      return requirement === null
        ? []
        : [
            {
              ...requirement,
              development,
              line: lineOf(text, new RegExp(`["']\\s*${RegExp.escape(requirement.name)}`)),
            },
          ];
    });
  const byName = (table: unknown, development: boolean): Dependency[] =>
    Object.entries(fieldsOf(table))
      .filter(([name]) => name !== "python")
      .map(([name, range]) => ({ name, range: rangeOf(range), development, line: lineOf(text, tomlKey(name)) }));
  const names = [project.name, poetry.name].filter((name) => typeof name === "string");
  return {
    published: names.slice(0, 1),
    dependencies: [
      ...declared(texts(project.dependencies), false),
      ...Object.values(fieldsOf(project["optional-dependencies"])).flatMap((group) => declared(texts(group), false)),
      ...Object.values(fieldsOf(toml["dependency-groups"])).flatMap((group) => declared(texts(group), true)),
      ...byName(poetry.dependencies, false),
      ...Object.values(fieldsOf(poetry.group)).flatMap((group) => byName(fieldsOf(group).dependencies, true)),
    ],
  };
}

function rangeOf(value: unknown): string {
  if (typeof value === "string") return value;
  const { version } = fieldsOf(value);
  return typeof version === "string" ? version : "*";
}

/** `requirements.txt`: a requirement a line; options and addresses are passed over. */
export function parseRequirements(text: string): Manifest {
  const dependencies = text.split("\n").flatMap((line, index) => {
    const requirement = /^\s*[#-]/.test(line) ? null : parseRequirement(line);
    return requirement === null ? [] : [{ ...requirement, development: false, line: index + 1 }];
  });
  return { published: [], dependencies };
}
