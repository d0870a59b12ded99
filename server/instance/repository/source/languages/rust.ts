import type { LanguageRules } from "./rules.ts";

/** Tests are functions with `#[test]`, `#[tokio::test]` and the like. A `macro_rules!` counts as a function. */
export const rust: LanguageRules = {
  grammar: "tree-sitter-rust.wasm",
  query: `
    [(line_comment) (block_comment)] @comment

    (mod_item name: (_) @name body: (_)) @module
    (struct_item name: (_) @name) @type
    (enum_item name: (_) @name) @type
    (union_item name: (_) @name) @type
    (trait_item name: (_) @name) @type
    (type_item name: (_) @name) @type
    (function_item name: (_) @name body: (_)) @function
    (macro_definition name: (_) @name) @function
    ((attribute_item (attribute [
        (identifier) @mark
        (scoped_identifier name: (identifier) @mark)
      ]))
      . [(attribute_item) (line_comment)]*
      . (function_item name: (_) @name body: (_)) @test
      (#any-of? @mark "test" "rstest" "test_case" "bench"))
  `,
};
