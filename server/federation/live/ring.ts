import type { ChangeNotice } from "../../../contracts/changes.ts";

/** A notice with its place in the stream: `<boot id>-<n>`. */
export type NumberedNotice = { id: string; notice: ChangeNotice };

/** How much is kept: notices, and rows in all of them together. */
export type RingLimits = { notices: number; rows: number };

/** How many rows a notice carries: what it costs to keep. */
function rowsOf(notice: ChangeNotice): number {
  switch (notice.type) {
    case "projects":
      return notice.projects.length + notice.removed.length;
    case "edges":
      return notice.edges.length + notice.removed.length;
    case "alerts":
      return notice.alerts.length;
    case "run":
      return 1 + notice.targets.length;
    case "resync":
      return 0;
  }
}

/**
 * The last notices, so that a client that was cut off for a moment misses nothing. Under load a notice carries hundreds
 * of rows, so rows are what is bounded: whoever missed more of them is better off asking for everything.
 */
export class NoticeRing {
  readonly #bootId: string;
  readonly #limits: RingLimits;
  readonly #kept: NumberedNotice[] = [];
  #count = 0;
  #rows = 0;

  constructor(bootId: string, limits: RingLimits) {
    this.#bootId = bootId;
    this.#limits = limits;
  }

  /** How much is kept now. */
  get size(): RingLimits {
    return { notices: this.#kept.length, rows: this.#rows };
  }

  /** The id of the newest notice, or of the beginning. */
  get lastId(): string {
    return `${this.#bootId}-${this.#count}`;
  }

  add(notice: ChangeNotice): NumberedNotice {
    this.#count += 1;
    const numbered = { id: this.lastId, notice };
    this.#kept.push(numbered);
    this.#rows += rowsOf(notice);
    while (this.#kept.length > this.#limits.notices || this.#rows > this.#limits.rows) {
      const oldest = this.#kept.shift();
      if (oldest === undefined) break;
      this.#rows -= rowsOf(oldest.notice);
    }
    return numbered;
  }

  /** What came after `id`, oldest first; null when that cannot be told: another replica's id, or too long ago. */
  after(id: string): NumberedNotice[] | null {
    if (id === this.lastId) return [];
    if (id === `${this.#bootId}-${this.#count - this.#kept.length}`) return [...this.#kept];
    const index = this.#kept.findIndex((numbered) => numbered.id === id);
    return index === -1 ? null : this.#kept.slice(index + 1);
  }
}
