import { describe, expect, test } from "bun:test";
import { z } from "zod";
import { AppError } from "../platform/errors.ts";
import { publicError } from "./publicError.ts";

const invalid = (schema: z.ZodType, value: unknown) => publicError(schema.safeParse(value).error, "r1");

describe("what of a failure leaves the process", () => {
  test("an expected one is told as it is, but for its cause", () => {
    const thrown = new AppError("conflict", "Already there.", { field: "name", cause: new Error("row 7, password x") });
    expect(publicError(thrown, "r1")).toEqual({ code: "conflict", message: "Already there.", field: "name" });
  });

  test.each([
    ["an error", new Error("connect to db.internal with hunter2")],
    ["a text", "hunter2"],
    ["nothing", undefined],
    ["something that only looks like ours", { code: "conflict", message: "hunter2" }],
  ])("a defect that throws %s is only an id, by which the log can be searched", (_what, thrown) => {
    const error = publicError(thrown, "r1");
    expect(error.code).toBe("internal");
    expect(error.message).toContain("r1");
    expect(JSON.stringify(error)).not.toContain("hunter2");
  });

  test("a wrong input names its field, however deep, and an unknown one by its own name", () => {
    const schema = z.strictObject({ a: z.strictObject({ b: z.number() }) });
    expect(invalid(schema, { a: { b: "x" } }).field).toBe("a.b");
    expect(invalid(schema, { a: { b: 1, c: 2 } }).field).toBe("a.c");
    expect(invalid(schema, 7)).not.toHaveProperty("field");
  });
});
