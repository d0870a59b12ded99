import { verifyGrant } from "../../../mesh/grant.ts";
import type { Clock } from "../../../platform/clock.ts";
import { deriveActionKey } from "../../../platform/keys/deriveKeys.ts";
import { testRoot } from "../../testing/openTestFederation.ts";

/** A hub's HTTP side as the Meta Hub sees it: it speaks real HTTP, checks real grants, and does as the test says. */
export type ServedHub = {
  hubUrl: string;
  /** Paths that were asked for, in order. */
  asked: string[];
  /** What `/api/capabilities` answers. */
  manifest: unknown;
  /** Statuses by path, where it is not 200. */
  statuses: Record<string, number>;
  stop(): Promise<void>;
};

/** A manifest with nothing special about it. */
export const manifestOf = (slug: string) => ({
  project: slug,
  tools: ["vislzr"],
  endpoints: { graph: "/api/graph", task: "/api/task" } as Record<string, string>,
  events: ["graph.summary.nodes"],
  version: "1.2.3",
});

/** Serves the hub of `slug` on a free port. Whoever brings no grant of the test's root key for it gets 401. */
export function serveHub(slug: string, clock: Clock): ServedHub {
  const actionKeys = [deriveActionKey(testRoot, slug, "k1")];
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch(request) {
      const { pathname } = new URL(request.url);
      hub.asked.push(pathname);
      const token = request.headers.get("authorization")?.replace(/^Bearer /, "") ?? "";
      const grant = { actionKeys, slug, scope: "verify", token, now: clock.now() } as const;
      if (!verifyGrant(grant).ok) return new Response(null, { status: 401 });
      const status = hub.statuses[pathname] ?? 200;
      return Response.json(pathname === "/api/capabilities" ? hub.manifest : { of: pathname }, { status });
    },
  });
  const hub: ServedHub = {
    hubUrl: `http://127.0.0.1:${server.port}`,
    asked: [],
    manifest: manifestOf(slug),
    statuses: {},
    stop: () => server.stop(true),
  };
  return hub;
}
