/**
 * Numbers as the text of a PostgreSQL array, for a parameter cast to `int[]`, `bigint[]` or `float8[]`. The driver
 * looks at the type of each element anew, which took a tenth of the time of ingest.
 */
export const numberArray = (values: readonly (number | null)[]): string =>
  `{${values.map((value) => value ?? "NULL").join(",")}}`;

/** Named, so that it is made once and not for every text. */
const special = /["\\]/g;

/** Texts as the text of a PostgreSQL array, for a parameter cast to `text[]`. */
export const textArray = (values: readonly (string | null)[]): string =>
  `{${values.map((value) => (value === null ? "NULL" : `"${value.replaceAll(special, "\\$&")}"`)).join(",")}}`;
