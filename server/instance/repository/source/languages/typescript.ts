import { ecmascriptQuery } from "./ecmascript.ts";
import type { LanguageRules } from "./rules.ts";

const query = `${ecmascriptQuery}
  (abstract_class_declaration name: (_) @name) @class
  (public_field_definition name: (_) @name value: [(arrow_function) (function_expression)]) @function
  (interface_declaration name: (_) @name) @type
  (type_alias_declaration name: (_) @name) @type
  (enum_declaration name: (_) @name) @type
  (internal_module name: (_) @name body: (_)) @module
  (module name: (_) @name body: (_)) @module
  (import_require_clause source: (string (string_fragment) @import))
`;

export const typescript: LanguageRules = { grammar: "tree-sitter-typescript.wasm", query };

export const tsx: LanguageRules = { grammar: "tree-sitter-tsx.wasm", query };
