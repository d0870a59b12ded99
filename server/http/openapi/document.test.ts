import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { eventSubject } from "../../../contracts/subjects.ts";
import { eventually } from "../../../scripts/testing/eventually.ts";
import { startTestMetaApp, type TestMetaApp } from "../../../scripts/testing/metaApp.ts";
import { fedRoutes } from "../rest/fed.ts";
import { type OpenApiDocument, openApiDocument } from "./document.ts";

let hub: TestMetaApp;
let document: OpenApiDocument;
beforeAll(async () => {
  hub = await startTestMetaApp();
  document = await (await hub.ask("/api/openapi.json", { as: "viewer" })).json();
  await hub.veria.publishEvent(eventSubject.summary("veria.mesh", "audit.summary.status"), {
    ...{ projectSlug: "veria", ok: 7, warn: 2, fail: 1, lastRun: new Date().toISOString() },
  });
  await hub.ctx.db.prisma.ecosystemAlert.create({
    data: {
      ...{ id: Bun.randomUUIDv7(), severity: "critical", title: "Blind", description: "Nothing is heard." },
      ...{ rule: "blind", fingerprint: "blind" },
    },
  });
  await eventually(async () => (await (await ask("GET", "/api/fed/metrics/{project}")).json()).series.length > 0);
});
afterAll(() => hub.stop());

const addressOf = (path: string, slug = "veria") => path.replace(/\{\w+\}/, slug);

const ask = (method: string, path: string, query = "") =>
  hub.ask(addressOf(path) + query, {
    as: "viewer",
    method: method.toUpperCase(),
    headers: { "content-type": "application/json" },
    ...(method === "post" ? { body: "{}" } : {}),
  });

/** Compares an answer with what the document says of it. */
async function mismatch(method: string, path: string, answer: Response): Promise<unknown> {
  const described = document.paths[path]?.[method]?.responses[String(answer.status)];
  if (described === undefined) return `${answer.status} is not described`;
  const text = await answer.text();
  const [[mediaType, { schema }] = ["", { schema: undefined }]] = Object.entries(described.content ?? {});
  if (schema === undefined) return text === "" ? null : "a body that is not described";
  if (!answer.headers.get("content-type")?.startsWith(mediaType)) return `it is not ${mediaType}`;
  for (const name of Object.keys(described.headers ?? {})) if (!answer.headers.has(name)) return `${name} is missing`;
  if (mediaType !== "application/json") return text === "" ? "it is empty" : null;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: "doc:", components: document.components });
  const validate = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"doc:#/')));
  return validate(JSON.parse(text)) ? null : validate.errors;
}

describe("the description of the API", () => {
  test("is a valid OpenAPI 3.1 document", async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone(document))).toEqual({ valid: true });
    expect(validator.version).toBe("3.1");
  });

  test("names every route of the REST API, and no other", () => {
    const described = Object.keys(document.paths).filter((path) => path.startsWith("/api/fed/"));
    expect(described.sort()).toEqual(
      Object.keys(fedRoutes)
        .map((path) => path.replace(":name", "{project}"))
        .sort(),
    );
  });

  test("gives each operation a name of its own", () => {
    const ids = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("is only for those who may read, and points to where the hub is reached", async () => {
    expect((await hub.ask("/api/openapi.json")).status).toBe(401);
    expect(document.servers).toEqual([{ url: hub.origin }]);
    const origin = "https://fed.example";
    expect(openApiDocument({ version: "1", origin }).servers).toEqual([{ url: origin }]);
  });
});

const documented = Object.entries(openApiDocument({ version: "1", origin: "http://hub" }).paths).flatMap(
  ([path, methods]) => Object.keys(methods).map((method): [string, string] => [method, path]),
);

describe("every route that is described answers as described", () => {
  test.each(documented)("%s %s", async (method, path) => {
    const answer = await ask(method, path);
    expect(answer.status).toBeLessThan(303);
    expect(await mismatch(method, path, answer)).toBeNull();
  });

  test.each(documented)("%s %s, when it refuses", async (method, path) => {
    const { responses = {} } = document.paths[path]?.[method] ?? {};
    const sent = { method: method.toUpperCase(), headers: { "content-type": "application/json" } };
    const refusals: Record<string, () => Promise<Response>> = {
      303: () => hub.ask(addressOf(path), { ...sent, headers: { accept: "text/html" } }),
      304: async () => {
        const etag = (await ask(method, path)).headers.get("etag") ?? "";
        return await hub.ask(addressOf(path), { ...sent, as: "viewer", headers: { "if-none-match": etag } });
      },
      401: () => hub.ask(addressOf(path), sent),
      403: () => hub.ask(addressOf(path), { ...sent, headers: { "x-api-key": "wrong" } }),
      404: () => hub.ask(addressOf(path, "nobody"), { ...sent, as: "viewer" }),
      405: () => hub.ask(addressOf(path), { ...sent, as: "viewer", method: "POST", body: "{}" }),
      413: () => hub.ask(addressOf(path), { ...sent, as: "viewer", body: " ".repeat(64 * 1024 + 1) }),
      422: () => ask(method, path, "?colour=red"),
    };
    for (const [status, refuse] of Object.entries(refusals).filter(([status]) => responses[status] !== undefined)) {
      const answer = await refuse();
      expect([path, answer.status]).toEqual([path, Number(status)]);
      expect([path, status, await mismatch(method, path, answer)]).toEqual([path, status, null]);
    }
  });

  test("and every parameter that is described is taken", async () => {
    const examples: Record<string, string> = {
      ...{ status: "online", tag: "finance", domain: "x", team: "x", text: "ver", limit: "1", after: "performia" },
      ...{ tags: "finance,cards", teams: "x" },
      ...{ at: "2026-01-31T12:00:00Z", key: "audit.ok", points: "10", sort: "name", order: "desc" },
      ...{ from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z" },
    };
    for (const [path, { get }] of Object.entries(document.paths)) {
      const parameters = (get?.parameters ?? []) as { name: string; in: string }[];
      for (const { name } of parameters.filter((parameter) => parameter.in === "query")) {
        const value = path === "/api/fed/alerts" ? "open" : examples[name];
        const query = new URLSearchParams({ [name]: value ?? `no example of ${name}` });
        expect([path, name, (await ask("get", path, `?${query}`)).status]).toEqual([path, name, 200]);
      }
    }
  });

  test("a mismatch would be noticed", async () => {
    const answer = Response.json([{ slug: "veria", name: "Veria" }]);
    expect(await mismatch("get", "/api/fed/projects", answer)).not.toBeNull();
  });
});

describe("a hub in trouble answers as described", () => {
  /** Whether `answers` has every route that describes this status, answered so. */
  async function answersAll(sick: TestMetaApp, status: number, as: "viewer" | "operator" = "viewer"): Promise<void> {
    const affected = documented.filter(([method, path]) => document.paths[path]?.[method]?.responses[status]);
    expect(affected.length).toBeGreaterThan(5);
    for (const [method, path] of affected) {
      // An answer, and who may have it, are remembered for a second.
      const answer = await eventually(async () => {
        const again = await sick.ask(addressOf(path), { as, method: method.toUpperCase() });
        expect([path, again.status]).toEqual([path, status]);
        return again;
      });
      expect([path, await mismatch(method, path, answer)]).toEqual([path, null]);
    }
  }

  test("500 where it has a defect, and 503 without its database", async () => {
    const sick = await startTestMetaApp();
    try {
      for (const table of ["ProjectCatalog", "ProjectMetric", "EcosystemAlert", "LoginLink"]) {
        await sick.ctx.db.pool.query(`alter table "${table}" rename to "${table}_away"`);
      }
      await answersAll(sick, 500);
      await sick.database.drop();
      // Whoever was let in lately still is: what needs no database then answers them as ever.
      await answersAll(sick, 503, "operator");
    } finally {
      await sick.stop();
    }
  }, 30_000);

  test("429 to whoever asks too fast", async () => {
    const none = { burst: 0, perSecond: 0 };
    const sick = await startTestMetaApp({
      limits: { address: none, caller: none, wrongKey: none, failedSignIn: none },
    });
    try {
      await answersAll(sick, 429);
    } finally {
      await sick.stop();
    }
  });
});

describe("the page", () => {
  test("shows every route, with no script and nothing from elsewhere", async () => {
    const answer = await hub.ask("/api/docs", { as: "viewer" });
    const page = await answer.text();
    for (const path of Object.keys(document.paths)) expect(page).toContain(`<code>${path}</code>`);
    expect(page).not.toMatch(/<script|<style|style=|https?:\/\/(?!127\.0\.0\.1)/);
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    const styles = await hub.ask("/api/docs.css", { as: "viewer" });
    expect(styles.headers.get("content-type")).toStartWith("text/css");
  });

  test("leads whoever is not signed in to the sign-in page, and is not for those", async () => {
    const answer = await hub.ask("/api/docs", { headers: { accept: "text/html" } });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/login?next=%2Fapi%2Fdocs"]);
  });
});
