import { expect, test } from "bun:test";
import { explainFailure } from "./failure.ts";

const answered = (httpStatus: number, message: string) => Object.assign(new Error(message), { data: { httpStatus } });

test("silence and refusal are told apart", () => {
  expect(explainFailure(new TypeError("Failed to fetch"))).toMatchObject({
    kind: "unreachable",
    title: "The Meta Hub does not answer",
  });
  expect(explainFailure(answered(401, "")).kind).toBe("signed-out");
  expect(explainFailure(answered(403, "needs operator"))).toMatchObject({
    kind: "forbidden",
    advice: "needs operator",
  });
  expect(explainFailure(answered(500, "id 8f2a"))).toMatchObject({ kind: "broken", advice: "id 8f2a" });
});
