import type { LanguageRules } from "./rules.ts";

/** Tests are Minitest's `test_...` methods, and `it`, `specify` and `test` with a text and a block. */
export const ruby: LanguageRules = {
  grammar: "tree-sitter-ruby.wasm",
  query: `
    (comment) @comment

    (module name: (_) @name) @module
    (class name: (_) @name) @class
    (method name: (_) @name) @function
    (singleton_method name: (_) @name) @function
    (method name: (_) @name (#match? @name "^test_")) @test
    (call
      method: (identifier) @callee
      arguments: (argument_list . (string) @name)
      block: (_)
      (#any-of? @callee "it" "specify" "test")) @test
  `,
};
