import type { LanguageRules } from "./rules.ts";

/** A class that selectors name counts once a file, however many rules it has. */
export const css: LanguageRules = {
  grammar: "tree-sitter-css.wasm",
  oncePerName: true,
  query: `
    (comment) @comment

    (class_selector (class_name) @name) @class
    (keyframes_statement (keyframes_name) @name) @type
  `,
};
