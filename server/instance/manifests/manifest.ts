/** One dependency as a manifest declares it. `line` counts from 1. */
export type Dependency = { name: string; range: string; development: boolean; line: number };

/**
 * What a manifest says. `published` are the names under which others can depend on this package; a manifest without a
 * name publishes nothing.
 */
export type Manifest = { published: string[]; dependencies: Dependency[] };

/** Reads one kind of manifest. Answers null for text that is none; never throws. */
export type ManifestParser = (text: string) => Manifest | null;

type Fields = Record<string, unknown>;

/** A value as an object with fields; empty when it is none. */
export const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};

/** Where TOML gives the key `name` a value, or opens a table that ends in it. */
export const tomlKey = (name: string): RegExp =>
  new RegExp(`(?<=^[ \\t]*)["']?${RegExp.escape(name)}["']?[ \\t]*=|(?<=\\.)["']?${RegExp.escape(name)}["']?\\]`, "m");
