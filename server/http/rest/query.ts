import { z } from "zod";
import { alertStatus } from "../../../contracts/alerts.ts";
import { type MetricQuery, metricKey, metricQuery } from "../../../contracts/metrics.ts";
import { projectStatus } from "../../../contracts/names.ts";
import { projectsPageQuery } from "../../../contracts/projects.ts";
import { AppError } from "../../platform/errors.ts";
import { jsonSchema } from "../openapi/jsonSchema.ts";
import { invalidInput } from "../publicError.ts";

/** A moment in an address. A `+` that was not escaped arrives as a space: `...T10:00:00 02:00` means `+02:00`. */
const moment = z
  .string()
  .transform((text) => text.replace(" ", "+"))
  .pipe(z.iso.datetime({ offset: true, error: "must be a time like 2026-01-31T12:00:00Z" }))
  .transform((text) => new Date(text).toISOString())
  .meta({ format: "date-time", examples: ["2026-01-31T12:00:00Z"] });

/** Several values in an address, joined by commas. `must` says what they must be. */
const listOf = <Item extends z.ZodType<string>>(items: z.ZodArray<Item>, must: string) =>
  z
    .string()
    .transform((text) => text.split(","))
    // Checked as a whole, so that what is wrong is the field, not a place in a list the asker did not write.
    .refine((values): values is z.output<Item>[] => items.safeParse(values).success, { error: `must be ${must}` })
    .meta(jsonSchema(items, "input"));

const projectFields = projectsPageQuery.shape;

/** A number in an address, which is text until it is looked at. */
const numeric = (schema: z.ZodNumber) =>
  z.coerce
    .number()
    .pipe(schema)
    .meta({ type: "integer", minimum: schema.minValue ?? 0, maximum: schema.maxValue ?? Number.MAX_SAFE_INTEGER });

const metricsSchema = z
  .strictObject({
    key: listOf(z.array(metricKey).max(50), "up to 50 metric keys like audit.fail")
      .optional()
      .meta({ description: "Keys of metrics; all without it.", examples: [["audit.fail"]] }),
    from: moment.optional().meta({ description: "The beginning; 24 hours before the end without it." }),
    to: moment.optional().meta({ description: "The end; now without it." }),
    points: numeric(metricQuery.shape.points.unwrap())
      .optional()
      .meta({ description: "At most so many points a key; 500 without it." }),
  })
  .transform(({ key, ...rest }): MetricQuery => ({ ...rest, keys: key }))
  .pipe(metricQuery);

/** What each route may be asked. Anything else in the query is refused by name. */
export const restQuery = {
  projects: projectsPageQuery.extend({
    status: listOf(z.array(projectStatus).min(1), `some of ${projectStatus.options.join(", ")}`)
      .optional()
      .meta({ description: "One of these." }),
    tags: listOf(projectFields.tags.unwrap(), "up to 50 tags")
      .optional()
      .meta({ description: "Every one of these; one that holds a comma is asked for by `tag`." }),
    teams: listOf(projectFields.teams.unwrap(), "up to 50 teams")
      .optional()
      .meta({ description: "Every one of these; one that holds a comma is asked for by `team`." }),
    limit: numeric(projectFields.limit.unwrap()).optional(),
  }),
  project: z.strictObject({}),
  graph: z.strictObject({
    at: moment
      .transform((text) => new Date(text))
      .optional()
      .meta({ description: "The graph as it was then; as it is now without it." }),
  }),
  metrics: metricsSchema,
  alerts: z.strictObject({ status: alertStatus.optional() }),
} as const;

/** Keys that may be given several times, which is the same as joining them with commas. */
const repeatable = new Set(["key", "status", "tags", "teams"]);

/**
 * The query of an address, checked.
 *
 * @throws AppError `invalid_input` naming the first wrong field.
 */
export function parseQuery<Schema extends z.ZodType>(schema: Schema, url: string): z.output<Schema> {
  const given: Record<string, string> = Object.create(null);
  for (const [name, value] of new URL(url).searchParams) {
    const before = given[name];
    if (before !== undefined && !repeatable.has(name)) {
      throw new AppError("invalid_input", `${name}: is given twice`, { field: name });
    }
    given[name] = before === undefined ? value : `${before},${value}`;
  }
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const { message, field } = invalidInput(result.error);
  throw new AppError("invalid_input", message, field === undefined ? {} : { field });
}
