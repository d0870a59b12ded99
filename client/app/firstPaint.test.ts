import { expect, test } from "bun:test";

const source = await Bun.file(new URL("firstPaint.js", import.meta.url)).text();

/** Runs the early script in a browser of this language, in light; gives the language that the page then has. */
function languageAfter(language: string): string {
  const navigator = { language, languages: [language] };
  const page = { documentElement: { dataset: {} } };
  const storage = { getItem: () => null };
  new Function("navigator", "document", "localStorage", "matchMedia", source)(navigator, page, storage, () => ({
    matches: false,
  }));
  return navigator.language;
}

test("a language that Intl refuses becomes the tag that it begins with", () => {
  expect(() => new Intl.NumberFormat("en-US@posix")).toThrow(RangeError);
  expect(languageAfter("en-US@posix")).toBe("en-US");
});

test("a language that is no tag at all becomes English", () => {
  expect(languageAfter("@posix")).toBe("en");
});

test.each(["de", "en-GB", "zh-Hant-TW"])("%s stays as it is", (language) => {
  expect(languageAfter(language)).toBe(language);
});
