import type { LanguageRules } from "./rules.ts";

/** Tests are PHPUnit's: methods named `test...` or marked `#[Test]`. */
export const php: LanguageRules = {
  grammar: "tree-sitter-php.wasm",
  query: `
    (comment) @comment

    (namespace_definition name: (_) @name) @module
    (class_declaration name: (_) @name) @class
    (trait_declaration name: (_) @name) @class
    (interface_declaration name: (_) @name) @type
    (enum_declaration name: (_) @name) @type
    (function_definition name: (_) @name) @function
    (method_declaration name: (_) @name body: (_)) @function
    (method_declaration name: (_) @name body: (_) (#match? @name "^test(_|[A-Z])")) @test
    (method_declaration
      attributes: (attribute_list (attribute_group (attribute (_) @mark)))
      name: (_) @name body: (_)
      (#eq? @mark "Test")) @test
  `,
};
