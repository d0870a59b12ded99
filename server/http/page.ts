/** Text as it may stand in HTML, in an attribute too. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/**
 * HTML written as a template: what is put in is escaped, unless it is itself such HTML. So a page cannot forget to.
 */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export function html(parts: TemplateStringsArray, ...values: (string | Html)[]): Html {
  const shown = values.map((value) => (value instanceof Html ? value.text : escaped(value)));
  return new Html(String.raw({ raw: parts }, ...shown));
}

/** A small page of the server's own, for what the client cannot show: signing in, and what went wrong before. */
export function pageResponse(
  status: number,
  title: string,
  content: Html,
  headers: Record<string, string> = {},
): Response {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · VISLZR</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/login.css">
</head>
<body>
<main>
<p class="product">VISLZR</p>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`;
  return new Response(page.text, {
    status,
    headers: { "content-type": "text/html; charset=utf-8", ...headers },
  });
}

/** Whether a person's browser asked for this as a page, rather than a program for data. */
export function wantsPage(request: Request): boolean {
  const mode = request.headers.get("sec-fetch-mode");
  if (mode !== null) return mode === "navigate";
  return request.method === "GET" && (request.headers.get("accept") ?? "").includes("text/html");
}

/** Whether an address is for programs. The description of the API is the one page among them. */
export const isApiPath = (pathname: string): boolean => pathname.startsWith("/api/") && pathname !== "/api/docs";
