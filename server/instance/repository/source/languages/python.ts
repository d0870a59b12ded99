import type { LanguageRules } from "./rules.ts";

/** Tests are functions named as pytest and unittest look for them: `test_...`, `testSomething`. */
export const python: LanguageRules = {
  grammar: "tree-sitter-python.wasm",
  query: `
    (comment) @comment

    (class_definition name: (_) @name) @class
    (function_definition name: (_) @name) @function
    (function_definition name: (_) @name (#match? @name "^test(_|[A-Z]|$)")) @test
    (type_alias_statement left: (type) @name) @type

    (import_statement name: (dotted_name) @import)
    (import_statement name: (aliased_import name: (dotted_name) @import))
    (import_from_statement module_name: (_) @import name: (dotted_name) @member)
    (import_from_statement module_name: (_) @import name: (aliased_import name: (dotted_name) @member))
    (import_from_statement module_name: (_) @import (wildcard_import))
  `,
};
