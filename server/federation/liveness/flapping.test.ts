import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { policyConfig } from "../../../contracts/config.ts";
import type { ProjectStatus } from "../../../contracts/names.ts";
import { followStatus, type Steadiness } from "./flapping.ts";

const rules = policyConfig.parse({}).flapping;
const minute = 60_000;
type Look = { at: number; status: ProjectStatus; beat: boolean };
const look = (minutes: number, status: ProjectStatus, beat = status === "online"): Look => ({
  at: minutes * minute,
  status,
  beat,
});

function follow(looks: readonly Look[]) {
  let steadiness: Steadiness = { judged: null, changes: [], flappingSince: null, beats: 0 };
  return looks.map(({ at, status, beat }) => {
    const next = followStatus(steadiness, { verdict: { status, reason: "r" }, beat, at }, rules);
    steadiness = next.steadiness;
    return { shown: next.verdict.status, flapping: steadiness.flappingSince !== null, steadiness };
  });
}
const shown = (looks: Look[]) => follow(looks).map((step) => (step.flapping ? `${step.shown}, flapping` : step.shown));

describe("a project", () => {
  test("flaps with the fourth change in ten minutes, and is online again with the third beat in a row", () => {
    expect(
      shown([
        look(0, "online"),
        look(1, "offline"),
        look(2, "online"),
        look(3, "offline"),
        look(4, "online"),
        look(4.2, "online", false),
        look(4.5, "online"),
        look(5, "online"),
      ]),
    ).toEqual([
      "online",
      "offline",
      "online",
      "offline",
      "degraded, flapping",
      "degraded, flapping",
      "degraded, flapping",
      "online",
    ]);
  });

  test("that goes silent between its beats counts them anew", () => {
    const flapping = [
      look(0, "online"),
      look(1, "offline"),
      look(2, "online"),
      look(3, "offline"),
      look(4, "online"),
      look(4.5, "online"),
      look(6, "degraded"),
      look(6.5, "online"),
      look(7, "online"),
    ];
    expect(shown(flapping).at(-1)).toBe("degraded, flapping");
    expect(shown([...flapping, look(7.5, "online")]).at(-1)).toBe("online");
  });

  test("that then stays silent for longer than the window is offline, and flaps no more", () => {
    const steps = [0, 1, 2, 3, 4].map((at) => look(at, at % 2 === 0 ? "online" : "offline"));
    const gone = [...steps, look(5, "offline")];
    expect(shown([...gone, look(15, "offline")]).at(-1)).toBe("offline, flapping");
    expect(shown([...gone, look(15.001, "offline")]).at(-1)).toBe("offline");
  });

  test("whose changes are spread over more than ten minutes does not flap", () => {
    expect(shown([0, 4, 8, 12, 16].map((at) => look(at, at % 8 === 0 ? "online" : "offline"))).at(-1)).toBe("online");
  });

  test("that comes up for the first time has not changed", () => {
    expect(follow([look(0, "online")])[0]?.steadiness.changes).toEqual([]);
  });
});

const anyLooks = fc
  .array(
    fc.record({
      after: fc.integer({ min: 1, max: 5 * minute }),
      status: fc.constantFrom<ProjectStatus>("online", "degraded", "offline"),
      beat: fc.boolean(),
    }),
    { maxLength: 60 },
  )
  .map((looks) => {
    let at = 0;
    return looks.map(({ after, ...rest }): Look => {
      at += after;
      return { ...rest, at };
    });
  });

describe("whatever happens", () => {
  test("only a flapping project is shown otherwise than it is judged, and it is never shown online", () => {
    fc.assert(
      fc.property(anyLooks, (looks) => {
        for (const [index, step] of follow(looks).entries()) {
          const judged = looks[index]?.status;
          if (!step.flapping) expect(step.shown).toBe(judged ?? "online");
          else expect(step.shown).toBe(judged === "online" ? "degraded" : (judged ?? "online"));
        }
      }),
    );
  });

  test("one outage, through degraded to offline and back, is not flapping", () => {
    const statuses = ["offline", "online", "degraded", "offline", "online"] as const;
    const looks = statuses.map((status, minutes) => look(minutes, status));
    expect(follow(looks).at(-1)).toMatchObject({ shown: "online", flapping: false });
  });

  test("flapping begins exactly when it leaves online or comes back the fourth time within ten minutes", () => {
    fc.assert(
      fc.property(anyLooks, (looks) => {
        let flapping = false;
        let changes: number[] = [];
        for (const [index, step] of follow(looks).entries()) {
          const { at, status } = looks[index] ?? look(0, "online");
          const before = looks[index - 1]?.status;
          const turned = before !== undefined && before !== status && (before === "online" || status === "online");
          if (turned) changes.push(at);
          if (!flapping) {
            expect(step.flapping).toBe(turned && changes.filter((time) => at - time <= 10 * minute).length >= 4);
          }
          // What ends it also wipes the slate.
          if (flapping && !step.flapping) changes = [];
          flapping = step.flapping;
        }
      }),
    );
  });

  test("three beats in a row, judged online throughout, end it", () => {
    fc.assert(
      fc.property(anyLooks, (looks) => {
        const last = looks.at(-1)?.at ?? 0;
        const beats = [1, 2, 3].map((beat) => ({ at: last + beat, status: "online", beat: true }) as const);
        expect(follow([...looks, ...beats]).at(-1)).toMatchObject({ shown: "online", flapping: false });
      }),
    );
  });

  test("its memory stays small", () => {
    fc.assert(
      fc.property(anyLooks, (looks) => {
        for (const { steadiness } of follow(looks))
          expect(steadiness.changes.length).toBeLessThanOrEqual(rules.changes);
      }),
    );
  });
});
