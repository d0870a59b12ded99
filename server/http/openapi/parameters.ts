import { z } from "zod";
import { jsonSchema, type Schema } from "./jsonSchema.ts";

/** One parameter of a query, as OpenAPI describes it. */
export type Parameter = {
  name: string;
  in: "query";
  required: boolean;
  description?: string;
  /** False for a list, whose values are joined by commas. */
  explode?: false;
  schema: Schema;
};

const objectSchema = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  required: z.array(z.string()).default([]),
});

/** The parameters that the schema of a query takes. */
export function parametersOf(query: z.ZodType): Parameter[] {
  const { properties, required } = objectSchema.parse(jsonSchema(query, "input"));
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: "query",
    required: required.includes(name),
    ...(typeof description === "string" ? { description } : {}),
    ...(schema.type === "array" ? { explode: false as const } : {}),
    schema,
  }));
}
