/** One `$ref`, `$id` or `$schema` in a file. `line` counts from 1. */
export type SchemaWord = { word: "ref" | "id" | "schema"; value: string; line: number };

const pattern = /["']?\$(ref|id|schema)["']?\s{0,20}:\s{0,20}["']?([^"'\s,{}[\]]{1,500})/g;

/**
 * Every `$ref`, `$id` and `$schema` in the text of a JSON or YAML schema, in order. The text need not be whole or
 * valid: a schema in the middle of an edit is still evidence.
 */
export function schemaWords(text: string): SchemaWord[] {
  const words: SchemaWord[] = [];
  let line = 1;
  let counted = 0;
  for (const { index, 1: word, 2: value } of text.matchAll(pattern)) {
    for (let at = text.indexOf("\n", counted); at >= 0 && at < index; at = text.indexOf("\n", counted)) {
      line += 1;
      counted = at + 1;
    }
    if (value === undefined || (word !== "ref" && word !== "id" && word !== "schema")) continue;
    words.push({ word, value: value.replaceAll("\\/", "/"), line });
  }
  return words;
}
