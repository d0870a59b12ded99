import { z } from "zod";

/** A JSON Schema, draft 2020-12, as OpenAPI 3.1 embeds it. */
export type Schema = Record<string, unknown>;

/**
 * A contract as JSON Schema. The patterns that zod puts beside a `format` are left out: they say the same, at length.
 *
 * @param io `input` for what may be sent, `output` for what is answered.
 */
export function jsonSchema(schema: z.ZodType, io: "input" | "output" = "output"): Schema {
  const { $schema: _dialect, ...made } = z.toJSONSchema(schema, {
    io,
    override({ jsonSchema: part }) {
      if (part.format !== undefined) delete part.pattern;
    },
  });
  return made;
}
