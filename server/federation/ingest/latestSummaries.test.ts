import { expect, test } from "bun:test";
import type { MeshEvent } from "../../mesh/parseEvent.ts";
import { auditOf, deployOf, graphOf, securityOf } from "../testing/events.ts";
import { latestSummaries } from "./latestSummaries.ts";

const kept = (...events: MeshEvent[]) => {
  const owned = events.map((event) => {
    const slug = event.meshNs.replace(".mesh", "");
    return { event, project: { id: slug.length, slug, meshNs: event.meshNs } };
  });
  return latestSummaries(owned, 60).map(({ event }) => events.indexOf(event));
};

const at = (second: number, minute = 0) => new Date(Date.UTC(2026, 10, 20, 8, minute, second)).toISOString();

test("of summaries of one project, kind and window the latest is kept, whatever the order", () => {
  expect(kept(graphOf("veria", at(20), 1), graphOf("veria", at(30), 2), graphOf("veria", at(10), 3))).toEqual([1]);
});

test("another project, kind or window is something else", () => {
  const first = graphOf("veria", at(10), 1);
  expect(kept(first, graphOf("performia", at(20), 2))).toEqual([0, 1]);
  expect(kept(first, auditOf("veria", at(20), 2))).toEqual([0, 1]);
  expect(kept(first, graphOf("veria", at(20, 1), 2))).toEqual([0, 1]);
});

test("of the same moment both are kept: which holds is for the database to say", () => {
  expect(kept(graphOf("veria", at(10), 1), graphOf("veria", at(10), 2))).toEqual([0, 1]);
});

test("a later one that leaves something unknown replaces nothing", () => {
  expect(kept(securityOf("veria", at(10), 3), securityOf("veria", at(20), null))).toEqual([0, 1]);
  expect(kept(securityOf("veria", at(10), 3), securityOf("veria", at(20), 4))).toEqual([1]);
  expect(kept(deployOf("veria", at(10), "1.0.0"), deployOf("veria", at(20), "1.1.0"))).toEqual([0, 1]);
});
