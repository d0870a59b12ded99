import type { Schema } from "./jsonSchema.ts";

export type Answer = {
  description: string;
  content?: Record<string, { schema: Schema }>;
  headers?: Record<string, unknown>;
};

/** What one method does at one path, as OpenAPI describes it. */
export type Operation = { operationId: string; summary: string; responses: Record<string, Answer> } & Record<
  string,
  unknown
>;

export const json = (description: string, schema: Schema): Answer => ({
  description,
  content: { "application/json": { schema } },
});

/** An answer that is text of another kind than JSON. */
export const text = (description: string, mediaType: "text/plain" | "text/html"): Answer => ({
  description,
  content: { [mediaType]: { schema: { type: "string" } } },
});

/** Has an `ETag`, and is not sent again to whoever has it. */
export const tagged = (answer: Answer): Record<"200" | "304", Answer> => ({
  "200": { ...answer, headers: { ETag: { schema: { type: "string" } } } },
  "304": { description: "Nothing has changed since the `ETag` in `If-None-Match`." },
});

/** Leads on: where to stands in `Location`. */
export const redirect = (description: string): Answer => ({
  description,
  headers: { Location: { schema: { type: "string" } } },
});

/** Somebody without a session who asks with a browser. */
export const toSignIn: Answer = redirect("A browser without a session is led to the sign-in page.");

const failures = {
  "401": "No key was sent, or the session has ended.",
  "403": "The key is wrong, expired or revoked, or its role is not enough.",
  "404": "There is no such project.",
  "405": "This can only be read.",
  "413": "The body is larger than 64 KiB.",
  "422": "The query is not valid; `error.field` names what is wrong.",
  "429": "Too many requests; `Retry-After` says how long to wait, in seconds.",
  "500": "A defect of the hub; `error.message` names the request as its log does.",
  "503": "The database does not answer.",
} as const;

/** Failures, each with the error body. */
export const failed = (...statuses: (keyof typeof failures)[]): Record<string, Answer> =>
  Object.fromEntries(
    statuses.map((status) => [status, json(failures[status], { $ref: "#/components/schemas/Error" })]),
  );
