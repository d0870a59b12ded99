import { describe, expect, test } from "bun:test";
import { loginPage, safeNext } from "./loginPage.ts";

const origin = "http://127.0.0.1:5400";

describe("where signing in leads", () => {
  test("a page of ours keeps its query", () => {
    expect(safeNext("/ecosystem?overlay=risk", origin)).toBe("/ecosystem?overlay=risk");
  });

  test.each([
    null,
    "",
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\t//evil.example",
    "/.//evil.example",
    "/..//evil.example/x",
    "/a/..//evil.example",
    "javascript:alert(1)",
    "ecosystem",
  ])("%p leads to the ecosystem", (next) => {
    expect(safeNext(next, origin)).toBe("/ecosystem");
  });
});

describe("the sign-in page", () => {
  const hostile = `"><script>alert(1)</script>`;

  test("shows what it is given as text, never as markup", async () => {
    const page = await loginPage({ status: 403, origin, next: hostile, problem: hostile }).text();
    expect(page).not.toContain("<script>");
    expect(page).toContain("&#60;script&#62;");
  });

  test("needs nothing that the content security policy refuses", async () => {
    const page = await loginPage({ status: 200, origin, next: "/ecosystem" }).text();
    expect(page).not.toMatch(/<script(?! src="\/)|<style|\sstyle=|\son\w+=/i);
  });

  test("announces a problem to a screen reader, and none when there is none", async () => {
    expect(await loginPage({ status: 403, origin, next: "/", problem: "No." }).text()).toContain(
      `role="alert">No.</p>`,
    );
    expect(await loginPage({ status: 200, origin, next: "/" }).text()).not.toContain("alert");
  });
});
