import type { LanguageRules } from "./rules.ts";

const names = `[
  (identifier) (field_identifier) (qualified_identifier) (destructor_name) (operator_name) (template_function)
]`;

/** C and C++. Tests are GoogleTest's macros with a body; their name is what stands in the parentheses. */
export const cpp: LanguageRules = {
  grammar: "tree-sitter-cpp.wasm",
  query: `
    (comment) @comment

    (namespace_definition name: (_) @name body: (_)) @module
    (class_specifier name: (_) @name body: (_)) @class
    (struct_specifier name: (_) @name body: (_)) @class
    (union_specifier name: (_) @name body: (_)) @type
    (enum_specifier name: (_) @name body: (_)) @type
    (alias_declaration name: (_) @name) @type
    (type_definition declarator: (type_identifier) @name) @type
    (function_definition
      declarator: (function_declarator declarator: ${names} @name)
      body: (_)) @function
    (function_definition
      declarator: (_ (function_declarator declarator: ${names} @name))
      body: (_)) @function
    (function_definition
      declarator: (_ (_ (function_declarator declarator: ${names} @name)))
      body: (_)) @function
    (function_definition
      declarator: (function_declarator declarator: (identifier) @macro parameters: (_) @name)
      body: (_)
      (#any-of? @macro "TEST" "TEST_F" "TEST_P" "TYPED_TEST" "TYPED_TEST_P")) @test
  `,
};
