import { expect, test } from "bun:test";
import fc from "fast-check";
import { slug } from "../../contracts/names.ts";
import { deriveSlug } from "./deriveSlug.ts";

test.each([
  ["repo-a", "repo-a"],
  ["My Project (old)", "my-project-old"],
  [".dotfiles", "dotfiles"],
  ["Caf\u00e9_Server", "cafe-server"],
  ["日本", "project"],
  ["", "project"],
])("the folder %p becomes %p", (folder, expected) => {
  expect(deriveSlug(folder, new Set())).toBe(expected);
});

test("a name that is taken gets a number", () => {
  expect(deriveSlug("api", new Set(["api", "api-2"]))).toBe("api-3");
});

test("any folder name becomes a valid slug that nobody else has", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary", maxLength: 200 }), { maxLength: 20 }), (folders) => {
      const taken = new Set<string>();
      for (const folder of [...folders, "x".repeat(70), "x".repeat(80)]) {
        const derived = deriveSlug(folder, taken);
        expect(slug.safeParse(derived).success).toBe(true);
        expect(taken.has(derived)).toBe(false);
        taken.add(derived);
      }
    }),
  );
});
