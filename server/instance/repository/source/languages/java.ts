import type { LanguageRules } from "./rules.ts";

/** Tests are methods with one of JUnit's or TestNG's annotations. */
export const java: LanguageRules = {
  grammar: "tree-sitter-java.wasm",
  query: `
    [(line_comment) (block_comment)] @comment

    (class_declaration name: (_) @name) @class
    (record_declaration name: (_) @name) @class
    (interface_declaration name: (_) @name) @type
    (enum_declaration name: (_) @name) @type
    (annotation_type_declaration name: (_) @name) @type
    (constructor_declaration name: (_) @name) @function
    (compact_constructor_declaration name: (_) @name) @function
    (method_declaration name: (_) @name body: (_)) @function
    (method_declaration
      (modifiers [(marker_annotation name: (_) @mark) (annotation name: (_) @mark)])
      name: (_) @name body: (_)
      (#any-of? @mark "Test" "ParameterizedTest" "RepeatedTest" "TestFactory" "TestTemplate")) @test
  `,
};
