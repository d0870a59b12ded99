import { expect, test } from "bun:test";
import fc from "fast-check";
import { decodePayload, maxDepth, maxPayloadBytes } from "./decodePayload.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const reasonOf = (input: Uint8Array | string) => {
  const decoded = decodePayload(typeof input === "string" ? bytes(input) : input);
  return decoded.ok ? null : decoded.reason;
};
const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

const cases: [string, Uint8Array | string, string | null][] = [
  ["an object", '{"a":[1,"ü",null]}', null],
  ["exactly 64 KiB", `"${"a".repeat(maxPayloadBytes - 2)}"`, null],
  ["one byte more", `"${"a".repeat(maxPayloadBytes - 1)}"`, "larger than 65536 bytes"],
  ["nothing", "", "not JSON"],
  ["half an object", '{"a":', "not JSON"],
  ["a byte order mark", "\uFEFF{}", "not JSON"],
  ["bytes that are not UTF-8", Uint8Array.of(0x22, 0xff, 0x22), "not UTF-8"],
  ["an encoded surrogate", Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22), "not UTF-8"],
  ["an overlong slash", Uint8Array.of(0x22, 0xc0, 0xaf, 0x22), "not UTF-8"],
  ["as deep as allowed", nested(maxDepth), null],
  ["one level deeper", nested(maxDepth + 1), "nested deeper than 32"],
  ["30,000 levels", nested(30_000), "nested deeper than 32"],
  ["__proto__", '{"a":[{"__proto__":1}]}', "forbidden key __proto__"],
  ["__proto__ written with escapes", '{"\\u005f_proto__":1}', "forbidden key __proto__"],
  ["constructor", '{"constructor":{}}', "forbidden key constructor"],
  ["prototype", '{"a":{"prototype":0}}', "forbidden key prototype"],
  ["constructor as a value", '["constructor"]', null],
  ["NUL in a text", '{"a":"x\\u0000"}', "a text contains NUL"],
  ["NUL in a key", '{"x\\u0000":1}', "a text contains NUL"],
  ["a lone high surrogate", '["\\ud800"]', "a text contains half a surrogate pair"],
  ["a lone low surrogate in a key", '{"\\udc00":1}', "a text contains half a surrogate pair"],
  ["a whole pair", '["\\ud83d\\ude00"]', null],
];
test.each(cases)("%s", (_name, input, reason) => {
  expect(reasonOf(input)).toBe(reason);
});

test("deeper than the stack goes is refused, not fatal", () => {
  const half = maxPayloadBytes / 2;
  expect(reasonOf("[".repeat(half) + "]".repeat(half))).not.toBeNull();
  expect(reasonOf("[".repeat(maxPayloadBytes))).toBe("not JSON");
});

test("any bytes get an answer, and what is accepted is what JSON.parse says", () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.json().map(bytes)), (input) => {
      const decoded = decodePayload(input);
      if (decoded.ok) expect(decoded.value).toEqual(JSON.parse(new TextDecoder().decode(input)));
      else expect(decoded.reason.length).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
});
