import type { Pool, PoolClient } from "pg";
import type { Clock } from "../../platform/clock.ts";

/** What ingest needs to know of a project to tell whether an event is its own. */
export type KnownProject = { id: number; slug: string; meshNs: string };

const freshForMs = 10_000;

/**
 * Which project owns which mesh namespace, kept in memory: every event asks. Read anew after 10 s, so that what another
 * replica changed is seen, and at once for names it does not know.
 */
export class Directory {
  readonly #clock: Clock;
  #byNamespace = new Map<string, KnownProject>();
  #bySlug = new Map<string, KnownProject>();
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  byNamespace(meshNs: string): KnownProject | undefined {
    return this.#byNamespace.get(meshNs);
  }

  bySlug(slug: string): KnownProject | undefined {
    return this.#bySlug.get(slug);
  }

  /** Makes sure that every project with one of these names is known, with at most one query. */
  async prepare(
    client: Pool | PoolClient,
    names: { namespaces: ReadonlySet<string>; slugs: ReadonlySet<string> },
  ): Promise<void> {
    const now = this.#clock.now().getTime();
    const stale = Math.abs(now - this.#readAt) > freshForMs;
    const missing =
      [...names.namespaces].some((name) => !this.#byNamespace.has(name)) ||
      [...names.slugs].some((name) => !this.#bySlug.has(name));
    if (!stale && !missing) return;
    const { rows } = await client.query<KnownProject>(
      stale
        ? { name: "directory-all", text: 'select id, slug, "meshNs" from "ProjectCatalog"' }
        : {
            name: "directory-some",
            text: 'select id, slug, "meshNs" from "ProjectCatalog" where "meshNs" = any($1) or slug = any($2)',
            values: [[...names.namespaces], [...names.slugs]],
          },
    );
    if (stale) {
      this.#byNamespace = new Map();
      this.#bySlug = new Map();
      this.#readAt = now;
    }
    for (const project of rows) {
      this.#byNamespace.set(project.meshNs, project);
      this.#bySlug.set(project.slug, project);
    }
  }

  /** Forgets everything: the catalog has changed. */
  forget(): void {
    this.#readAt = Number.NEGATIVE_INFINITY;
  }
}
