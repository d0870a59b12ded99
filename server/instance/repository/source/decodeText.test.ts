import { expect, test } from "bun:test";
import { decodeText } from "./decodeText.ts";
import { maskSecrets } from "./maskSecrets.ts";

test("UTF-8, Latin-1 and UTF-16 are text, a NUL byte early on is not", () => {
  expect(decodeText(Buffer.from("grün"))).toBe("grün");
  expect(decodeText(Buffer.from("grün", "latin1"))).toBe("grün");
  expect(decodeText(Buffer.from("\uFEFFgrün", "utf16le"))).toBe("grün");
  expect(decodeText(Buffer.from([0xfe, 0xff, 0, 0x67]))).toBe("g");
  expect(decodeText(Buffer.from([0x67, 0, 0x67]))).toBeNull();
  expect(decodeText(Buffer.alloc(0))).toBe("");
});

test("what PostgreSQL cannot store never comes out: NUL and lone surrogates", () => {
  expect(decodeText(Buffer.concat([Buffer.alloc(8000, 0x20), Buffer.from([0])]))?.endsWith("\uFFFD")).toBe(true);
  expect(decodeText(Buffer.from([0xff, 0xfe, 0x00, 0xd8]))).toBe("\uFFFD");
});

test("keys are masked, words and plain numbers are not", () => {
  expect(maskSecrets("use ghp_a1B2c3D4e5F6g7H8 now")).toBe("use ••• now");
  expect(maskSecrets("internationalisation of 2026-01-01 in 12345678901234567890")).toBe(
    "internationalisation of 2026-01-01 in 12345678901234567890",
  );
});
