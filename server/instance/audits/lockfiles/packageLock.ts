import { fieldsOf } from "../../manifests/manifest.ts";
import type { LockedPackage } from "./locked.ts";

const versioned = /^\d+\.\d+\.\d+/;

/** Lines of keys, found in one pass: the file is in the order in which it is walked. */
function lineFinder(text: string): (key: string) => number {
  let [at, line] = [0, 1];
  return (key) => {
    const found = text.indexOf(`${JSON.stringify(key)}:`, at);
    if (found < 0) return line;
    for (let next = text.indexOf("\n", at); next >= 0 && next < found; next = text.indexOf("\n", next + 1)) line += 1;
    at = found;
    return line;
  };
}

/** npm's `package-lock.json` and `npm-shrinkwrap.json`, versions 1 to 3. */
export function parsePackageLock(text: string): LockedPackage[] | null {
  let lock: unknown;
  try {
    lock = JSON.parse(text);
  } catch {
    return null;
  }
  const { packages, dependencies } = fieldsOf(lock);
  if (packages === undefined && dependencies === undefined) return null;
  const lineOf = lineFinder(text);
  const locked: LockedPackage[] = [];
  const add = (key: string, name: string, value: unknown) => {
    const { version, license, link, name: alias } = fieldsOf(value);
    const line = lineOf(key);
    if (link === true || typeof version !== "string" || !versioned.test(version)) return;
    const real = typeof alias === "string" ? alias : name;
    locked.push({ name: real, version, line, ...(typeof license === "string" ? { license } : {}) });
  };
  for (const [key, value] of Object.entries(fieldsOf(packages))) {
    const name = key.split("node_modules/").pop() ?? "";
    if (key.includes("node_modules/") && name !== "") add(key, name, value);
  }
  const walk = (tree: unknown, depth: number) => {
    for (const [name, value] of Object.entries(fieldsOf(tree))) {
      add(name, name, value);
      if (depth < 50) walk(fieldsOf(value).dependencies, depth + 1);
    }
  };
  if (packages === undefined) walk(dependencies, 0);
  return locked;
}
