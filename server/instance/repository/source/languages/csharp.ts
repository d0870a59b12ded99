import type { LanguageRules } from "./rules.ts";

/** Tests are methods with one of xUnit's, NUnit's or MSTest's attributes. */
export const csharp: LanguageRules = {
  grammar: "tree-sitter-c-sharp.wasm",
  query: `
    (comment) @comment

    (namespace_declaration name: (_) @name) @module
    (file_scoped_namespace_declaration name: (_) @name) @module
    (class_declaration name: (_) @name) @class
    (struct_declaration name: (_) @name) @class
    (record_declaration name: (_) @name) @class
    (interface_declaration name: (_) @name) @type
    (enum_declaration name: (_) @name) @type
    (delegate_declaration name: (_) @name) @type
    (constructor_declaration name: (_) @name body: (_)) @function
    (local_function_statement name: (_) @name body: (_)) @function
    (method_declaration name: (_) @name body: (_)) @function
    (method_declaration
      (attribute_list (attribute name: (_) @mark))
      name: (_) @name body: (_)
      (#any-of? @mark "Fact" "Theory" "Test" "TestCase" "TestMethod" "DataTestMethod")) @test
  `,
};
