import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { parseEventSubject } from "../../contracts/subjects.ts";
import { parseEvent } from "../../server/mesh/parseEvent.ts";
import { edgeName, makeFact } from "./facts.ts";
import { type Member, makeMembers } from "./members.ts";
import { readOptions } from "./options.ts";
import { makePoison } from "./poison.ts";
import { createRandom } from "./random.ts";
import { createTruth } from "./truth.ts";

const members = makeMembers(20, new Set(["flap", "skew"]));
const [first] = members as [Member, ...Member[]];
const started = Date.parse("2026-11-20T12:00:00Z");

const judged = ({ subject, payload }: { subject: string; payload: unknown }) =>
  parseEvent({
    ...{ subject, data: new TextEncoder().encode(JSON.stringify(payload)), headers: [], streamSeq: null },
    receivedAt: new Date(started),
  });

test("whatever the seed, every fact is an event that a hub may send", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      expect(judged(makeFact(createRandom(seed), first, started))).toMatchObject({ ok: true });
    }),
  );
});

test("what must be refused is sent on subjects that are stored, or nobody could refuse it", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      expect(parseEventSubject(makePoison(createRandom(seed), first, started).subject)).not.toBeNull();
    }),
  );
});

test("the truth is the same in whatever order the broker acknowledges", () => {
  const anyOrder = fc
    .array(fc.integer(), { minLength: 1, maxLength: 40 })
    .map((seeds) => seeds.map((seed, index) => makeFact(createRandom(seed), first, started + index)))
    .chain((facts) => fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length })));
  fc.assert(
    fc.property(anyOrder, ([inOrder, shuffled]) => {
      const [truth, other] = [createTruth(members), createTruth(members)];
      // Every third number is that of an event that is to be refused.
      const seqOf = (fact: (typeof inOrder)[number]) => 1 + Math.floor(inOrder.indexOf(fact) * 1.5);
      for (const fact of inOrder) truth.learn(first, fact, seqOf(fact));
      for (const fact of shuffled) other.learn(first, fact, seqOf(fact));
      const lastSeq = 1 + Math.floor((inOrder.length - 1) * 1.5);
      expect(other.completeness.get(first.slug)).toEqual({ lastSeq, missing: lastSeq - inOrder.length });
      expect(other.completeness).toEqual(truth.completeness);
      expect(other.counts.get(first.slug)).toEqual(truth.counts.get(first.slug));
      expect([...other.edges].sort()).toEqual([...truth.edges].sort());
    }),
  );
});

test("what a member is integrated with does not change, however long it speaks", () => {
  for (const { slug, integrations } of members) {
    expect(integrations).toHaveLength(4);
    for (const { from, to } of integrations) expect([from, to].filter((end) => end === slug)).toHaveLength(1);
  }
  const truth = createTruth(members);
  const random = createRandom(1);
  for (let turn = 0; turn < 20_000; turn++) {
    const member = random.pick(members as [Member, ...Member[]]);
    truth.learn(member, makeFact(random, member, started + turn), turn + 1);
  }
  const known = members.flatMap(({ integrations }) => integrations.map(edgeName));
  expect([...truth.edges].sort()).toEqual([...new Set(known)].sort());
});

test("of every ten one is silent and one degraded, and flapping and skew come only when asked for", () => {
  const behaviours = (list: readonly Member[]) => [...Map.groupBy(list, ({ behaviour }) => behaviour).keys()].sort();
  expect(behaviours(members)).toEqual(["degraded", "flapping", "silent", "well"]);
  expect(members.filter(({ skewMs }) => skewMs !== 0)).toHaveLength(2);
  const calm = makeMembers(20, new Set());
  expect(behaviours(calm)).toEqual(["degraded", "silent", "well"]);
  expect(calm.some(({ skewMs }) => skewMs !== 0)).toBe(false);
});

describe("the command line", () => {
  test("has defaults, and a rate that follows the projects", () => {
    expect(readOptions(["--projects", "500"])).toMatchObject({ projects: 500, rate: 100, seconds: 30, seed: 1 });
    expect(readOptions(["--faults", "skew,poison"])?.faults).toEqual(new Set(["skew", "poison"]));
    expect(readOptions(["--help"])).toBeNull();
  });

  test("names what is wrong", () => {
    expect(() => readOptions(["--projects", "many"])).toThrow("--projects");
    expect(() => readOptions(["--faults", "gremlins"])).toThrow("--faults");
    expect(() => readOptions(["--speed", "1"])).toThrow("--speed");
  });
});
