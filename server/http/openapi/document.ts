import { errorBody } from "../../../contracts/errors.ts";
import { slug } from "../../../contracts/names.ts";
import { type FedRoute, fedRoutes } from "../rest/fed.ts";
import { jsonSchema } from "./jsonSchema.ts";
import { failed, json, type Operation, tagged } from "./operation.ts";
import { otherPaths } from "./otherPaths.ts";
import { parametersOf } from "./parameters.ts";

/** The part of an OpenAPI 3.1 document that is made here. */
export type OpenApiDocument = {
  openapi: "3.1.1";
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
} & Record<string, unknown>;

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
      ...tagged(json("What was asked.", jsonSchema(answer))),
      ...failed("401", "403", ...(named ? (["404"] as const) : []), "405", "422", "429", "500", "503"),
    },
  };
}

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
    tags: [{ name: "federation" }, { name: "access" }, { name: "description" }, { name: "process" }],
    paths: { ...Object.fromEntries(fedPaths), ...otherPaths },
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
