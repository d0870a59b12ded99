import { loginLink } from "../../../contracts/access.ts";
import { slug } from "../../../contracts/names.ts";
import { health, readiness } from "../../../contracts/system.ts";
import { jsonSchema } from "./jsonSchema.ts";
import { failed, json, type Operation, redirect, tagged, text, toSignIn } from "./operation.ts";

const open: [] = [];

/** Every route that is described besides those of `/api/fed`, by path and method. */
export const otherPaths: Readonly<Record<string, Record<string, Operation>>> = {
  "/api/auth/links": {
    post: {
      operationId: "createLoginLink",
      summary: "Makes a link that signs one browser in, once, in the role of the key it is asked with.",
      tags: ["access"],
      responses: {
        "201": json("The link.", jsonSchema(loginLink)),
        ...failed("401", "403", "413", "429", "500", "503"),
      },
    },
  },
  "/open/{slug}": {
    get: {
      operationId: "openProject",
      summary: "Leads to the page of a declared project's own hub, with a grant that lets the reader in for a minute.",
      tags: ["access"],
      parameters: [{ name: "slug", in: "path", required: true, schema: jsonSchema(slug) }],
      responses: {
        "302": redirect("The hub's page."),
        "303": toSignIn,
        ...failed("401", "403", "404", "429", "500", "503"),
      },
    },
  },
  "/api/openapi.json": {
    get: {
      operationId: "describe",
      summary: "This description.",
      tags: ["description"],
      responses: {
        ...tagged(json("An OpenAPI 3.1 document.", { type: "object" })),
        ...failed("401", "403", "429", "503"),
      },
    },
  },
  "/api/docs": {
    get: {
      operationId: "describeForPeople",
      summary: "This description as a page.",
      tags: ["description"],
      responses: {
        "200": text("The page.", "text/html"),
        "303": toSignIn,
        ...failed("401", "403", "429", "503"),
      },
    },
  },
  "/metrics": {
    get: {
      operationId: "metrics",
      summary: "What the hub measures of itself and of the projects, for Prometheus.",
      tags: ["process"],
      responses: {
        "200": text("Prometheus' text format, version 0.0.4.", "text/plain"),
        ...failed("401", "403", "429", "503"),
      },
    },
  },
  "/health": {
    get: {
      operationId: "health",
      summary: "Whether the process runs and answers.",
      tags: ["process"],
      security: open,
      responses: { "200": json("It does.", jsonSchema(health)), ...failed("429") },
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
        ...failed("429"),
      },
    },
  },
};
