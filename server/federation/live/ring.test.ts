import { expect, test } from "bun:test";
import type { ChangeNotice } from "../../../contracts/changes.ts";
import { NoticeRing } from "./ring.ts";

const limits = { notices: 10, rows: 100 };
const removed = (slugs: number): ChangeNotice => ({
  type: "projects",
  projects: [],
  removed: Array.from({ length: slugs }, (_, index) => `p-${index}`),
});
const fill = (ring: NoticeRing, notices: number, rows: number) =>
  Array.from({ length: notices }, () => ring.add(removed(rows)));

test("however many notices come and however large they are, what is kept stays bounded", () => {
  const ring = new NoticeRing("boot", limits);
  for (let rows = 0; rows < 60; rows++) {
    ring.add(removed(rows));
    expect(ring.size.notices).toBeLessThanOrEqual(limits.notices);
    expect(ring.size.rows).toBeLessThanOrEqual(limits.rows);
  }
  expect(ring.size).toEqual({ notices: 1, rows: 59 });
});

test("small notices are kept up to their number", () => {
  const ring = new NoticeRing("boot", limits);
  const added = fill(ring, 25, 1);
  expect(ring.size).toEqual({ notices: 10, rows: 10 });
  expect(ring.after(added[20]?.id ?? "")).toEqual(added.slice(21));
  expect(ring.after(added[14]?.id ?? "")).toEqual(added.slice(15));
  expect(ring.after(added[13]?.id ?? "")).toBeNull();
});

test("after a notice larger than all that is kept, only those who had it go on without asking for everything", () => {
  const ring = new NoticeRing("boot", limits);
  const [before] = fill(ring, 1, 1);
  const huge = ring.add(removed(101));
  expect(ring.size).toEqual({ notices: 0, rows: 0 });
  expect(ring.after(before?.id ?? "")).toBeNull();
  expect(ring.after(huge.id)).toEqual([]);
});
