import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { policyConfig } from "../../../contracts/config.ts";
import { type HeardProject, judgeHearing } from "./blindness.ts";

const rules = policyConfig.parse({}).blindness;
const now = new Date("2026-11-20T12:00:00.000Z");
const silentFor = (...seconds: number[]): HeardProject[] =>
  seconds.map((silence, id) => ({
    id,
    lastSeenAt: new Date(now.getTime() - silence * 1000),
    degradedAfterSeconds: 60,
  }));
const stateOf = (...seconds: number[]) => judgeHearing(silentFor(...seconds), rules, now).state;

describe("the Meta Hub", () => {
  test.each([
    ["hears, when two of two are silent", [61, 61], "hearing"],
    ["is blind, when three of three are silent", [61, 70, 80], "blind"],
    ["is blind, when half of six are silent", [61, 70, 80, 1, 2, 3], "blind"],
    ["hears, when three of seven are silent", [61, 70, 80, 1, 2, 3, 4], "hearing"],
    ["hears, when three fell silent one after another", [61, 130, 200], "hearing"],
    ["is blind after it stood still itself", [3600, 3610, 3620], "blind"],
    ["hears, at the threshold itself", [40, 40, 40], "hearing"],
    ["is not sure, while many are late at once", [41, 41, 50], "suspect"],
  ] as const)("%s", (_name, silences, state) => {
    expect(stateOf(...silences)).toBe(state);
  });

  test("names every silent project, whatever the window", () => {
    expect(judgeHearing(silentFor(61, 62, 63, 500, 1), rules, now)).toEqual({ state: "blind", silent: [0, 1, 2, 3] });
  });

  test("measures each project by its own patience", () => {
    const patient = silentFor(100, 100, 100).map((project) => ({ ...project, degradedAfterSeconds: 300 }));
    expect(judgeHearing(patient, rules, now)).toEqual({ state: "hearing", silent: [] });
  });
});

const anySilences = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 30 });

describe("whatever is heard", () => {
  test("the order does not matter, and fewer than three silent projects are never blindness", () => {
    fc.assert(
      fc.property(anySilences, (silences) => {
        const { state } = judgeHearing(silentFor(...silences), rules, now);
        expect(judgeHearing(silentFor(...silences).toReversed(), rules, now).state).toBe(state);
        if (silences.filter((silence) => silence > 60).length < 3) expect(state).not.toBe("blind");
      }),
    );
  });

  test("a beat never makes a blind Meta Hub of one that hears", () => {
    fc.assert(
      fc.property(anySilences, fc.nat(), (silences, which) => {
        if (silences.length === 0 || stateOf(...silences) === "blind") return;
        expect(stateOf(...silences.with(which % silences.length, 0))).not.toBe("blind");
      }),
    );
  });
});
