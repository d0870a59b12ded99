import type { MeasuredFile } from "./measureCode.ts";

/** What marks a file as a test by its name, in the languages that are parsed. */
const marks = [/^test_/, /[._-](test|tests|spec|e2e)$/i, /(?<=[a-z0-9])(Tests?|Spec|TestCase)$/];
const testFolder = /(^|\/)(tests?|__tests__|specs?)\//i;

/** A file's name without extension and without what marks it as a test; `isTest` when something did. */
function stemOf(path: string): { stem: string; isTest: boolean; folder: string } {
  const slash = path.lastIndexOf("/");
  const name = path.slice(slash + 1).replace(/\.[^.]+$/, "");
  const stem = marks.reduce((rest, mark) => rest.replace(mark, ""), name);
  return { stem: stem.toLowerCase(), isTest: stem !== name || testFolder.test(path), folder: path.slice(0, slash + 1) };
}

/**
 * Which source files have symbols worth a test, and which of those have one beside them: a test file of the same stem in
 * the same folder or in a folder of tests (`cart.ts` and `cart.test.ts`, `cart.py` and `tests/test_cart.py`), or a test in
 * the file itself, as Rust has them.
 */
export function testedFiles(files: MeasuredFile[]): { tested: MeasuredFile[]; untested: MeasuredFile[] } {
  const places = files.map((file) => ({ file, ...stemOf(file.path) }));
  const tests = Map.groupBy(
    places.filter(({ isTest }) => isTest),
    ({ stem }) => stem,
  );
  const subjects = places.filter(
    ({ file, isTest }) => !isTest && file.symbols.some(({ kind }) => kind === "function" || kind === "class"),
  );
  const hasTest = ({ file, stem, folder }: (typeof places)[number]) =>
    file.symbols.some(({ kind }) => kind === "test") ||
    (tests.get(stem) ?? []).some((test) => test.folder === folder || testFolder.test(test.file.path));
  return {
    tested: subjects.filter(hasTest).map(({ file }) => file),
    untested: subjects.filter((place) => !hasTest(place)).map(({ file }) => file),
  };
}
