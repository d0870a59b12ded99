import type { LanguageRules } from "./rules.ts";

/** Tests are what `go test` runs: functions of `_test.go` files named Test, Benchmark, Example or Fuzz. */
export const go: LanguageRules = {
  grammar: "tree-sitter-go.wasm",
  testFiles: /_test\.go$/,
  query: `
    (comment) @comment

    (function_declaration name: (_) @name body: (_)) @function
    (function_declaration name: (_) @name body: (_)
      (#match? @name "^(Test|Benchmark|Example|Fuzz)([^a-z]|$)")) @test
    (method_declaration name: (_) @name body: (_)) @function
    (type_spec name: (_) @name) @type
    (type_alias name: (_) @name) @type

    (import_spec path: (_) @import)
  `,
};
