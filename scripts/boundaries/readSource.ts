import { posix } from "node:path";
import { parseSync, Visitor } from "oxc-parser";
import type { ImportFound } from "./rules.ts";

/** What the boundary rules need to know about one source file. Lines count from 1. */
export type Source = { imports: (ImportFound & { line: number })[]; environmentReads: { line: number }[] };

/** A relative specifier as a path from the project's root, a package's as its name. */
function resolveSpecifier(from: string, specifier: string): string {
  if (specifier.startsWith(".")) return posix.normalize(posix.join(posix.dirname(from), specifier));
  const [scope = "", name = ""] = specifier.split("/");
  return scope.startsWith("@") ? `${scope}/${name}` : scope;
}

/**
 * Finds every import (static, dynamic, re-export, `import("...")` in a type) and every read of the process's
 * environment in one TypeScript file.
 *
 * @param path from the project's root, with forward slashes.
 */
export function readSource(path: string, text: string): Source {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`);
  const source: Source = { imports: [], environmentReads: [] };
  const lineOf = (offset: number) => text.slice(0, offset).split("\n").length;
  const addImport = (specifier: string, offset: number, typeOnly: boolean) =>
    source.imports.push({ from: path, to: resolveSpecifier(path, specifier), typeOnly, line: lineOf(offset) });

  new Visitor({
    ImportDeclaration(node) {
      const names = node.specifiers;
      const allTypes = names.length > 0 && names.every((name) => "importKind" in name && name.importKind === "type");
      addImport(node.source.value, node.start, node.importKind === "type" || allTypes);
    },
    ExportAllDeclaration(node) {
      addImport(node.source.value, node.start, node.exportKind === "type");
    },
    ExportNamedDeclaration(node) {
      if (node.source !== null) addImport(node.source.value, node.start, node.exportKind === "type");
    },
    ImportExpression(node) {
      if (node.source.type === "Literal" && typeof node.source.value === "string") {
        addImport(node.source.value, node.start, false);
      }
    },
    TSImportType(node) {
      addImport(node.source.value, node.start, true);
    },
    MemberExpression(node) {
      const { object, property } = node;
      const name = property.type === "Identifier" ? property.name : property.type === "Literal" ? property.value : null;
      if (name === "env" && object.type === "Identifier" && ["process", "Bun"].includes(object.name)) {
        source.environmentReads.push({ line: lineOf(node.start) });
      }
    },
  }).visit(program);
  return source;
}
