import type { Dependency, Manifest } from "./manifest.ts";

/** Go's `go.mod`. A module that is only needed by others (`// indirect`) is a dependency too. */
export function parseGoMod(text: string): Manifest | null {
  let published: string | undefined;
  let inside = false;
  const dependencies: Dependency[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    const words = line
      .replace(/\/\/.*$/, "")
      .trim()
      .split(/\s+/);
    const [first, second] = words;
    if (first === "module") published ??= second?.replaceAll('"', "");
    else if (first === ")") inside = false;
    else if (first === "require" && second === "(") inside = true;
    else {
      const [name, range] = first === "require" ? words.slice(1) : inside ? words : [];
      if (name && range) dependencies.push({ name, range, development: false, line: index + 1 });
    }
  }
  return published ? { published: [published], dependencies } : null;
}
