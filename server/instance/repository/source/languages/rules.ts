/**
 * How symbols, comments and imports of one language are found: a tree-sitter query and the grammar it is for.
 *
 * What counts as a symbol, the same in every language:
 * - `module`: a namespace that code opens by name. A file is no module, and neither is Go's or Java's package clause,
 *   which names a folder.
 * - `class`: something with a name and members of which there can be instances: class, record, C# and C++ struct,
 *   PHP trait; in CSS a class that a selector names, once a file.
 * - `type`: every other type with a name: interface, alias, enum, union, trait, Rust and Go struct, delegate; in CSS
 *   a `@keyframes`.
 * - `function`: a function, method or constructor with a name **and a body**, and a variable or field that is declared
 *   as one. Signatures, overloads, prototypes and functions without a name are none.
 * - `test`: a test case with a body, by the usual marks of the language's test runners. A test is not counted as a
 *   function too. Groups of tests are none.
 */
export type LanguageRules = {
  /** The file in `@vscode/tree-sitter-wasm/wasm`. */
  grammar: string;
  /**
   * Captures: `module`, `class`, `type`, `function` or `test` around the whole symbol with `name` inside; `comment`;
   * `import` for what is imported, with `member` for a name taken out of it.
   */
  query: string;
  /** Where given, tests are only in files whose path matches; elsewhere they are functions. */
  testFiles?: RegExp;
  /** A symbol of one kind and name counts once a file. */
  oncePerName?: boolean;
};
