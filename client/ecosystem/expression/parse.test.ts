import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { project } from "../../testing/rows.ts";
import { parseExpression } from "./parse.ts";

const around = { degree: () => 3, rank: (slug: string) => (slug === "veria" ? 1 : null) };
const veria = project({
  slug: "veria",
  name: "Veria",
  domain: "Finance",
  tags: ["finance", "eu"],
  risk: { version: "v1", total: 61, coverage: 1, parts: [] },
});
const silent = project({ slug: "silent", status: "offline" });

function holds(expression: string, of = veria): boolean {
  const parsed = parseExpression(expression);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.test(of, around);
}

describe("expressions", () => {
  test("compare numbers, and unknown matches no comparison", () => {
    expect([holds("risk > 60"), holds("risk<=60"), holds("degree = 3")]).toEqual([true, false, true]);
    expect([holds("risk >= 0", silent), holds("risk < 1", silent), holds("unknown", silent)]).toEqual([
      false,
      false,
      true,
    ]);
  });

  test("compare words whatever their case", () => {
    expect([holds("tag = EU"), holds("domain ~ fin"), holds("tag != legacy"), holds('name = "Veria"')]).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  test("join terms, or between them binding weaker", () => {
    expect(holds("offline or online and tag = eu")).toBe(true);
    expect(holds("(offline or online) tag = legacy")).toBe(false);
    expect([holds("!online"), holds("not offline")]).toEqual([false, true]);
  });

  test("measure the distance to the selected project", () => {
    expect([holds("rank <= 2"), holds("rank <= 2", silent)]).toEqual([true, false]);
  });

  test("look for a plain word in the name", () => {
    expect([holds("veri"), holds("performia")]).toEqual([true, false]);
  });
});

test("what is wrong is said in words", () => {
  const message = (text: string) => {
    const parsed = parseExpression(text);
    return parsed.ok ? null : parsed.message;
  };
  expect(message("risk > high")).toContain("compared with numbers");
  expect(message("(online")).toContain("closing bracket");
  expect(message("mood = good")).toContain('"mood" is not known');
  expect(message("risk >")).toContain("value is missing");
  expect(message("online )")).toContain("not expected");
});

test("what every object has is no field and no flag", () => {
  for (const name of ["__proto__", "constructor", "toString", "valueOf"]) {
    const parsed = parseExpression(name);
    expect(parsed.ok && parsed.test(veria, around)).toBe(false);
    expect(parseExpression(`${name} = x`).ok).toBe(false);
    expect(parseExpression(`${name} > 1`).ok).toBe(false);
  }
});

test("no text makes it throw, and none matches without an answer", () => {
  const pieces = fc.constantFrom("risk", ">", "60", "(", ")", "!", "and", "or", "=", '"', "tag", "finance", ",", "~");
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), fc.string(), (words, noise) => {
      for (const text of [words.join(" "), noise]) {
        const parsed = parseExpression(text);
        if (parsed.ok) expect(typeof parsed.test(veria, around)).toBe("boolean");
        else expect(parsed.message.length).toBeGreaterThan(0);
      }
    }),
  );
});
