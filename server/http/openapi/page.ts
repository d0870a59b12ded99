import { Html, html } from "../page.ts";
import type { OpenApiDocument } from "./document.ts";
import type { Parameter } from "./parameters.ts";

const all = (parts: Html[]): Html => new Html(parts.map(({ text }) => text).join("\n"));
const pretty = (value: unknown): string => JSON.stringify(value, null, 2);

function parameterRow({ name, in: place, description = "", schema }: Omit<Parameter, "in"> & { in: string }): Html {
  return html`<tr><th scope="row"><code>${name}</code></th><td>${place}</td><td>${description}</td>
<td><code>${JSON.stringify(schema)}</code></td></tr>`;
}

function operationSection(path: string, method: string, operation: OpenApiDocument["paths"][string][string]): Html {
  const parameters = (operation.parameters ?? []) as Parameter[];
  const rows = parameters.map(parameterRow);
  const table =
    rows.length === 0
      ? html``
      : html`<table><thead><tr><th scope="col">Parameter</th><th scope="col">In</th><th scope="col">Meaning</th>
<th scope="col">Schema</th></tr></thead><tbody>${all(rows)}</tbody></table>`;
  const answers = Object.entries(operation.responses).map(([status, { description, content }]) => {
    const schema = content?.["application/json"]?.schema;
    const shape =
      schema === undefined || "$ref" in schema
        ? html``
        : html`<details><summary>Schema</summary><pre>${pretty(schema)}</pre></details>`;
    return html`<dt>${status}</dt><dd>${description}${shape}</dd>`;
  });
  return html`<section id="${operation.operationId}">
<h2><span class="method">${method.toUpperCase()}</span> <code>${path}</code></h2>
<p>${operation.summary}</p>
${table}
<dl>${all(answers)}</dl>
</section>`;
}

/** The description of the API as a page: the server's own, with no script. */
export function docsPage(document: OpenApiDocument): Response {
  const { info, paths, servers } = document;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const contents = operations.map(
    ({ path, method, operation }) =>
      html`<li><a href="#${operation.operationId}">${method.toUpperCase()} ${path}</a></li>`,
  );
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>API · ${info.title}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/login.css">
<link rel="stylesheet" href="/api/docs.css">
</head>
<body>
<main>
<p><a href="/ecosystem">${info.title}</a></p>
<h1>API ${info.version}</h1>
<p>${info.description}</p>
<p>For programs: <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI 3.1). A call from a shell:</p>
<pre>curl -H "X-API-Key: $FED_API_KEY" ${servers[0]?.url ?? ""}/api/fed/projects</pre>
<nav aria-label="Routes"><ul>${all(contents)}</ul></nav>
${all(operations.map(({ path, method, operation }) => operationSection(path, method, operation)))}
</main>
</body>
</html>
`;
  return new Response(page.text, { headers: { "content-type": "text/html; charset=utf-8" } });
}
