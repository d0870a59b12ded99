import type { ProjectRow } from "../../../contracts/projects.ts";
import { flags, numberFields, type Surroundings, wordFields } from "./fields.ts";
import { type Token, tokenize } from "./tokens.ts";

/** Whether a project is meant. */
export type Test = (project: ProjectRow, around: Surroundings) => boolean;
/** An expression, or what is wrong with it, in words. */
export type Parsed = { ok: true; test: Test } | { ok: false; message: string };

class Misread extends Error {}

/**
 * Reads an expression like `risk > 60 and (tag = finance or !online)`. Terms side by side must all hold, as with `and`;
 * `or` binds weaker. A word that is no field is looked for in the name. Never throws.
 */
export function parseExpression(source: string): Parsed {
  const read = tokenize(source);
  if ("wrongAt" in read) return { ok: false, message: `This cannot be read: ${source.slice(read.wrongAt).trim()}` };
  const tokens = read.tokens;
  if (tokens.length === 0) return { ok: true, test: () => true };
  try {
    const test = either(tokens);
    const rest = tokens[0];
    if (rest) throw new Misread(`"${rest.value}" is not expected here`);
    return { ok: true, test };
  } catch (thrown) {
    if (thrown instanceof Misread) return { ok: false, message: thrown.message };
    throw thrown;
  }
}

/** Takes the next token if it is this word or sign. */
function take(tokens: Token[], value: string): boolean {
  const next = tokens[0];
  if (next === undefined || next.kind === "text" || next.value.toLowerCase() !== value) return false;
  tokens.shift();
  return true;
}

function either(tokens: Token[]): Test {
  const tests = [all(tokens)];
  while (take(tokens, "or")) tests.push(all(tokens));
  return (project, around) => tests.some((test) => test(project, around));
}

function all(tokens: Token[]): Test {
  const tests = [term(tokens)];
  for (;;) {
    const next = tokens[0];
    const isNext = take(tokens, "and") || take(tokens, ",");
    if (!isNext && (next === undefined || next.value === ")" || next.value.toLowerCase() === "or")) break;
    tests.push(term(tokens));
  }
  return (project, around) => tests.every((test) => test(project, around));
}

function term(tokens: Token[]): Test {
  if (take(tokens, "!") || take(tokens, "not")) {
    const test = term(tokens);
    return (project, around) => !test(project, around);
  }
  if (take(tokens, "(")) {
    const test = either(tokens);
    if (!take(tokens, ")")) throw new Misread("a closing bracket is missing");
    return test;
  }
  const word = tokens.shift();
  if (word === undefined) throw new Misread("something is missing at the end");
  if (word.kind === "sign") throw new Misread(`"${word.value}" is not expected here`);
  const sign = tokens[0];
  if (sign?.kind === "sign" && /^(!=|>=|<=|=|<|>|~)$/.test(sign.value)) {
    tokens.shift();
    return comparison(word.value.toLowerCase(), sign.value, tokens.shift());
  }
  return flags.get(word.value.toLowerCase()) ?? nameHas(word.value);
}

function nameHas(part: string): Test {
  const wanted = part.toLowerCase();
  return ({ name, slug }) => name.toLowerCase().includes(wanted) || slug.includes(wanted);
}

const compare: Record<string, (left: number, right: number) => boolean> = {
  "=": (left, right) => left === right,
  "!=": (left, right) => left !== right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
};

function comparison(field: string, sign: string, given: Token | undefined): Test {
  if (given === undefined || given.kind === "sign") throw new Misread(`a value is missing after "${field} ${sign}"`);
  const numberOf = numberFields.get(field);
  if (numberOf) {
    const wanted = Number(given.value);
    const holds = compare[sign];
    if (Number.isNaN(wanted) || !holds) throw new Misread(`${field} is compared with numbers, like ${field} > 3`);
    return (project, around) => {
      const value = numberOf(project, around);
      return value !== null && holds(value, wanted);
    };
  }
  const wordsOf = wordFields.get(field);
  if (!wordsOf)
    throw new Misread(`"${field}" is not known; try ${[...numberFields.keys(), ...wordFields.keys()].join(", ")}`);
  const wanted = given.value.toLowerCase();
  const has = (project: ProjectRow, holds: (word: string) => boolean) =>
    wordsOf(project).some((word) => holds(word.toLowerCase()));
  if (sign === "=") return (project) => has(project, (word) => word === wanted);
  if (sign === "!=") return (project) => !has(project, (word) => word === wanted);
  if (sign === "~") return (project) => has(project, (word) => word.includes(wanted));
  throw new Misread(`${field} is a word: use =, != or ~`);
}
