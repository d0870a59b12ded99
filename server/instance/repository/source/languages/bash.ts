import type { LanguageRules } from "./rules.ts";

/** Tests are functions named `test_...`, as shunit2 looks for them. */
export const bash: LanguageRules = {
  grammar: "tree-sitter-bash.wasm",
  query: `
    (comment) @comment

    (function_definition name: (_) @name) @function
    (function_definition name: (_) @name (#match? @name "^test_")) @test
  `,
};
