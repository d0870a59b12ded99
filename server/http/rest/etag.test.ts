import { describe, expect, test } from "bun:test";
import { taggedJson } from "./etag.ts";

const ask = (value: unknown, ifNoneMatch?: string) =>
  taggedJson(
    new Request("http://hub/", ifNoneMatch === undefined ? {} : { headers: { "if-none-match": ifNoneMatch } }),
    value,
  );

describe("a tagged answer", () => {
  const tag = ask([1]).headers.get("etag") ?? "";

  test("is not sent again to whoever has it", async () => {
    for (const header of [tag, `W/${tag}`, `"other", ${tag}`, "*"]) {
      const answer = ask([1], header);
      expect(answer.status).toBe(304);
      expect(answer.headers.get("etag")).toBe(tag);
      expect(await answer.text()).toBe("");
    }
  });

  test("is sent when it has changed", async () => {
    const answer = ask([2], tag);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("etag")).not.toBe(tag);
    expect(await answer.json()).toEqual([2]);
  });

  test("is kept by no shared cache", () => {
    expect(ask([1]).headers.get("cache-control")).toBe("private, no-cache");
  });
});
