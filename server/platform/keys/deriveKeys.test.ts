import { expect, test } from "bun:test";
import { decodeKey, deriveActionKey, deriveReceiptKey, encodeKey } from "./deriveKeys.ts";

const root = Uint8Array.from({ length: 32 }, (_, index) => index);
const key = deriveActionKey(root, "veria", "k1");

test("keys are derived as the published test vector says", () => {
  expect(key.toString("hex")).toBe("525ed5572b10c66159794d1d10b46b4600d2b579f0904013eccb2dddeaba9a67");
  expect(deriveReceiptKey(root, "veria", "k1").toString("hex")).toBe(
    "d90b611d4f9b5dd1dc8705b236c1fdebab17a770d513417ec4aa9530e00c581f",
  );
});

test("keys keep their bytes in whsec_ form, and nothing else is taken for a key", () => {
  expect(decodeKey(encodeKey(key))).toEqual(key);
  const text = encodeKey(key);
  for (const wrong of ["", "whsec_", text.slice(6), `${text}=`, `${text} `, encodeKey(key.subarray(1))]) {
    expect(decodeKey(wrong)).toBeNull();
  }
});
