import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "../platform/errors.ts";
import { answerClient } from "./static.ts";

let parent: string;
let clientDir: string;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), "fed-client-"));
  clientDir = join(parent, "dist");
  await mkdir(join(clientDir, "assets"), { recursive: true });
  await writeFile(join(clientDir, "index.html"), "<!doctype html><title>client</title>");
  await writeFile(join(clientDir, "assets", "main-a1b2c3.js"), "export {};");
  await writeFile(join(parent, "outside.txt"), "not for you");
  await mkdir(join(parent, "dist-other"));
  await writeFile(join(parent, "dist-other", "secret.txt"), "not for you");
});
afterAll(() => rm(parent, { recursive: true, force: true }));

const page = { accept: "text/html,application/xhtml+xml" };
const get = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  answerClient(new Request(new URL(path, "http://hub"), { method, headers }), clientDir);

const refusal = (path: string, headers?: Record<string, string>, method?: string): Promise<unknown> =>
  get(path, headers, method).then(
    () => "answered",
    (thrown) => (thrown instanceof AppError ? thrown.code : thrown),
  );

describe("the built client", () => {
  test("answers its page for every address that its own router may know", async () => {
    for (const path of ["/ecosystem", "/ecosystem/projects/veria", "/alerts", "/vislzr"]) {
      const answer = await get(path, page);
      expect(await answer.text()).toContain("<title>client</title>");
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(answer.headers.get("content-type")).toStartWith("text/html");
    }
  });

  test("keeps hashed files for good, under their own type", async () => {
    const answer = await get("/assets/main-a1b2c3.js");
    expect(answer.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
    expect(answer.headers.get("content-type")).toContain("javascript");
  });

  test("is not a page to a program: what is missing is missing", async () => {
    expect(await refusal("/assets/main-old.js")).toBe("not_found");
    expect(await refusal("/api/nothing", page)).toBe("not_found");
    expect(await refusal("/ecosystem", {}, "POST")).toBe("not_found");
  });

  test.each([
    "/..%2foutside.txt",
    "/%2e%2e/outside.txt",
    "/assets/..%2f..%2foutside.txt",
    "/..%2fdist-other%2fsecret.txt",
    "/assets/%00",
    "/%E0%A4%A",
    "//etc/passwd",
  ])("serves nothing outside its folder: %s", async (path) => {
    expect(await refusal(path)).toBe("not_found");
  });

  test("says how to build it when it is not built", async () => {
    const unbuilt = answerClient(new Request("http://hub/ecosystem", { headers: page }), join(parent, "nowhere"));
    await expect(unbuilt).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("bun run build"),
    });
  });
});
