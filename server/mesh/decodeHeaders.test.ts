import { expect, test } from "bun:test";
import { headers } from "@nats-io/transport-node";
import fc from "fast-check";
import { decodeHeaders } from "./decodeHeaders.ts";

const decode = (text: string) => {
  const decoded = decodeHeaders(new TextEncoder().encode(text));
  return decoded === "malformed" ? decoded : [...decoded];
};

test("names keep their case, values their order and none of the space around them", () => {
  expect(decode("NATS/1.0\r\nFed-Seq: 12\r\nfed-seq:13 \r\nFed-Seq:14\r\n\r\n")).toEqual([
    ["Fed-Seq", ["12", "14"]],
    ["fed-seq", ["13"]],
  ]);
  expect(decode("NATS/1.0\r\n\r\n")).toEqual([]);
  expect(decode("NATS/1.0 503 No Responders\r\n\r\n")).toEqual([]);
});

test("what is no header block is malformed", () => {
  for (const text of ["", "HTTP/1.1\r\n\r\n", "NATS/1.0\r\nno colon\r\n\r\n", "NATS/1.0\r\n: nameless\r\n\r\n"]) {
    expect(decode(text)).toBe("malformed");
  }
  for (const name of ["a b", "a\0b", "ü"]) expect(decode(`NATS/1.0\r\n${name}: 1\r\n\r\n`)).toBe("malformed");
});

test("thousands of headers are refused unread", () => {
  expect(decode(`NATS/1.0\r\n${"a: 1\r\n".repeat(3000)}\r\n`)).toBe("malformed");
});

test("whatever the client encodes is decoded as it was", () => {
  const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,20}$/);
  const value = fc.string({ maxLength: 40, unit: "grapheme" }).filter((text) => !/[\r\n]/.test(text));
  fc.assert(
    fc.property(fc.array(fc.tuple(name, value), { maxLength: 20 }), (given) => {
      const made = headers();
      for (const [key, text] of given) made.append(key, text);
      const wire = [...made].flatMap(([key, texts]) => texts.map((text) => `${key}: ${text}\r\n`)).join("");
      expect(decode(`NATS/1.0\r\n${wire}\r\n`)).toEqual([...made]);
    }),
  );
});
