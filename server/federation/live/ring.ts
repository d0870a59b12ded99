import type { ChangeNotice } from "../../../contracts/changes.ts";

/** A notice with its place in the stream: `<boot id>-<n>`. */
export type NumberedNotice = { id: string; notice: ChangeNotice };

/** The last notices, so that a client that was cut off for a moment misses nothing. */
export class NoticeRing {
  readonly #bootId: string;
  readonly #size: number;
  readonly #kept: NumberedNotice[] = [];
  #count = 0;

  constructor(bootId: string, size: number) {
    this.#bootId = bootId;
    this.#size = size;
  }

  /** The id of the newest notice, or of the beginning. */
  get lastId(): string {
    return `${this.#bootId}-${this.#count}`;
  }

  add(notice: ChangeNotice): NumberedNotice {
    this.#count += 1;
    const numbered = { id: this.lastId, notice };
    this.#kept.push(numbered);
    if (this.#kept.length > this.#size) this.#kept.shift();
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
