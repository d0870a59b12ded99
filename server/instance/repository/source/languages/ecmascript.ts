/** What JavaScript and TypeScript have in common. Tests are `test("...", ...)` and `it("...", ...)` with their variants. */
export const ecmascriptQuery = `
  (comment) @comment

  (class_declaration name: (_) @name) @class
  (function_declaration name: (_) @name body: (_)) @function
  (generator_function_declaration name: (_) @name body: (_)) @function
  (method_definition name: (_) @name body: (_)) @function
  (variable_declarator name: (identifier) @name
    value: [(arrow_function) (function_expression) (generator_function)]) @function

  (call_expression
    function: (identifier) @callee
    arguments: (arguments . [(string) (template_string)] @name . (_))
    (#any-of? @callee "test" "it")) @test
  (call_expression
    function: (member_expression object: (identifier) @callee property: (property_identifier) @variant)
    arguments: (arguments . [(string) (template_string)] @name . (_))
    (#any-of? @callee "test" "it" "Deno")
    (#any-of? @variant "only" "skip" "failing" "concurrent" "fails" "test")) @test
  (call_expression
    function: (call_expression
      function: (member_expression object: (identifier) @callee property: (property_identifier) @variant))
    arguments: (arguments . [(string) (template_string)] @name . (_))
    (#any-of? @callee "test" "it")
    (#any-of? @variant "each" "if" "skipIf" "todoIf" "failingIf" "runIf")) @test

  (import_statement source: (string (string_fragment) @import))
  (export_statement source: (string (string_fragment) @import))
  (call_expression function: (import) arguments: (arguments . (string (string_fragment) @import)))
  (call_expression
    function: (identifier) @callee
    arguments: (arguments . (string (string_fragment) @import))
    (#eq? @callee "require"))
`;
