import { ecmascriptQuery } from "./ecmascript.ts";
import type { LanguageRules } from "./rules.ts";

export const javascript: LanguageRules = {
  grammar: "tree-sitter-javascript.wasm",
  query: `${ecmascriptQuery}
    (field_definition property: (_) @name value: [(arrow_function) (function_expression)]) @function
  `,
};
