import { html, pageResponse } from "../page.ts";

/** Where to go after signing in: a page of ours, never an address somebody put into a link. */
export function safeNext(next: string | null, origin: string): string {
  if (next === null || !URL.canParse(next, origin)) return "/ecosystem";
  const url = new URL(next, origin);
  const path = url.pathname + url.search;
  // Once dots are resolved, a path may begin with two slashes, which a browser takes for another site.
  return url.origin === origin && next.startsWith("/") && !path.startsWith("//") ? path : "/ecosystem";
}

/**
 * The sign-in page. `problem` says why the last try did not work; `origin` is this hub's own address, for the command
 * that makes a new link. `oidcLabel` is given where people can sign in at a provider.
 */
export function loginPage(options: {
  status: number;
  origin: string;
  next: string;
  oidcLabel?: string;
  problem?: string;
}): Response {
  const { status, origin, next, oidcLabel, problem } = options;
  const complaint = problem === undefined ? html`` : html`<p class="problem" role="alert">${problem}</p>`;
  const elsewhere =
    oidcLabel === undefined
      ? html``
      : html`<p><a class="button" href="/login/oidc?next=${encodeURIComponent(next)}">Sign in with ${oidcLabel}</a></p>
<p class="hint">Or with a key:</p>`;
  const content = html`${complaint}${elsewhere}
<form method="post" action="/login">
<input type="hidden" name="next" value="${next}">
<label for="key">API key</label>
<input id="key" name="key" type="password" autocomplete="current-password" required autofocus spellcheck="false">
<button type="submit">Sign in</button>
</form>
<p class="hint">On the machine that runs the hub, the local admin key is in <code>.data/keys/admin.key</code>.
For a one-time link instead, run this there:</p>
<pre id="command" tabindex="0">curl -X POST \\
  -H "X-API-Key: $(cat .data/keys/admin.key)" \\
  ${origin}/api/auth/links</pre>
<button type="button" class="copy" data-copies="command" aria-live="polite" hidden>Copy the command</button>
<script src="/login.js" defer></script>`;
  return pageResponse(status, "Sign in", content);
}

/** Asks whoever came from another site with a one-time link whether to use it: a visit alone must sign nobody in. */
export function linkPage({ link, next }: { link: string; next: string }): Response {
  const content = html`<p>This link signs you in as whoever made it.</p>
<form method="post" action="/login">
<input type="hidden" name="link" value="${link}">
<input type="hidden" name="next" value="${next}">
<button type="submit" autofocus>Sign in</button>
</form>`;
  return pageResponse(200, "Sign in", content);
}
