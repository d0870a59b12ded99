import { bash } from "./bash.ts";
import { cpp } from "./cpp.ts";
import { csharp } from "./csharp.ts";
import { css } from "./css.ts";
import { go } from "./go.ts";
import { java } from "./java.ts";
import { javascript } from "./javascript.ts";
import { php } from "./php.ts";
import { python } from "./python.ts";
import { ruby } from "./ruby.ts";
import type { LanguageRules } from "./rules.ts";
import { rust } from "./rust.ts";
import { tsx, typescript } from "./typescript.ts";

/** The languages whose files are parsed, by the name that `languageOf` gives them. */
export const parsedLanguages: ReadonlyMap<string, LanguageRules> = new Map([
  ["C", cpp],
  ["C#", csharp],
  ["C++", cpp],
  ["CSS", css],
  ["Go", go],
  ["Java", java],
  ["JavaScript", javascript],
  ["PHP", php],
  ["Python", python],
  ["Ruby", ruby],
  ["Rust", rust],
  ["Shell", bash],
  ["TSX", tsx],
  ["TypeScript", typescript],
]);
