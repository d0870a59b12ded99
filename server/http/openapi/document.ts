import { loginLink } from "../../../contracts/access.ts";
import { errorBody } from "../../../contracts/errors.ts";
import { slug } from "../../../contracts/names.ts";
import { health, readiness } from "../../../contracts/system.ts";
import { type FedRoute, fedRoutes } from "../rest/fed.ts";
import { jsonSchema, type Schema } from "./jsonSchema.ts";
import { parametersOf } from "./parameters.ts";

type Answer = { description: string; content?: Record<string, { schema: Schema }>; headers?: Record<string, unknown> };
type Operation = { operationId: string; summary: string; responses: Record<string, Answer> } & Record<string, unknown>;

/** The part of an OpenAPI 3.1 document that is made here. */
export type OpenApiDocument = {
  openapi: "3.1.1";
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
} & Record<string, unknown>;

const json = (description: string, schema: Schema): Answer => ({
  description,
  content: { "application/json": { schema } },
});

const failures: Record<string, string> = {
  "401": "No key was sent, or the session has ended.",
  "403": "The key is wrong, expired or revoked, or its role is not enough.",
  "404": "There is no such project.",
  "405": "This can only be read.",
  "422": "The query is not valid; `error.field` names what is wrong.",
  "429": "Too many requests; `Retry-After` says how long to wait, in seconds.",
  "503": "The database does not answer.",
};

const failed = (...statuses: string[]): Record<string, Answer> =>
  Object.fromEntries(
    statuses.map((status) => [status, json(failures[status] ?? "", { $ref: "#/components/schemas/Error" })]),
  );

function readOperation(path: string, { id, summary, query, answer }: FedRoute): Operation {
  const named = path.includes(":name");
  const nameParameter = {
    name: "project",
    in: "path",
    required: true,
    description: "Its slug.",
    schema: jsonSchema(slug),
  };
  return {
    operationId: id,
    summary,
    tags: ["federation"],
    parameters: [...(named ? [nameParameter] : []), ...parametersOf(query)],
    responses: {
      "200": { ...json("What was asked.", jsonSchema(answer)), headers: { ETag: { schema: { type: "string" } } } },
      "304": { description: "Nothing has changed since the `ETag` in `If-None-Match`." },
      ...failed("401", "403", ...(named ? ["404"] : []), "405", "422", "429", "503"),
    },
  };
}

const open: [] = [];

/** The description of the Meta Hub's REST API at `origin`, made from the schemas that check its answers. */
export function openApiDocument({ version, origin }: { version: string; origin: string }): OpenApiDocument {
  const fedPaths = Object.entries(fedRoutes).map(([path, route]) => [
    path.replace(":name", "{project}"),
    { get: readOperation(path, route) },
  ]);
  return {
    openapi: "3.1.1",
    info: {
      title: "CommandCenter Federation",
      version,
      description:
        "Read-only, and at most a second old. Everything that changes something is a typed call at /trpc; see contracts/client.ts for its client.",
    },
    servers: [{ url: origin }],
    security: [{ apiKey: [] }, { bearer: [] }, { session: [] }],
    tags: [{ name: "federation" }, { name: "access" }, { name: "process" }],
    paths: {
      ...Object.fromEntries(fedPaths),
      "/api/auth/links": {
        post: {
          operationId: "createLoginLink",
          summary: "Makes a link that signs one browser in, once, in the role of the key it is asked with.",
          tags: ["access"],
          responses: { "201": json("The link.", jsonSchema(loginLink)), ...failed("401", "403", "429", "503") },
        },
      },
      "/health": {
        get: {
          operationId: "health",
          summary: "Whether the process runs and answers.",
          tags: ["process"],
          security: open,
          responses: { "200": json("It does.", jsonSchema(health)) },
        },
      },
      "/ready": {
        get: {
          operationId: "ready",
          summary: "Whether it can do its work: the database and the mesh answer.",
          tags: ["process"],
          security: open,
          responses: {
            "200": json("It can.", jsonSchema(readiness)),
            "503": json("It cannot, and why.", jsonSchema(readiness)),
          },
        },
      },
    },
    components: {
      schemas: { Error: jsonSchema(errorBody) },
      securitySchemes: {
        apiKey: { type: "apiKey", in: "header", name: "X-API-Key" },
        bearer: { type: "http", scheme: "bearer" },
        session: { type: "apiKey", in: "cookie", name: "fed_session" },
      },
    },
  };
}
