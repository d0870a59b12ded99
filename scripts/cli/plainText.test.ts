import { expect, test } from "bun:test";
import { describeSurfaces } from "../verify/describeSurfaces.ts";
import { plainText } from "./plainText.ts";

test("what drives a terminal, breaks a line or hides is replaced; words in any script stay", () => {
  expect(plainText("a\u001b[2J\r\nb\u202ec\u2028d")).toBe("a\ufffd[2J\ufffd\ufffdb\ufffdc\ufffdd");
  expect(plainText("Zürich 東京 v1.2")).toBe("Zürich 東京 v1.2");
});

test("a hostile manifest writes no row of its own into the table", () => {
  const manifest = {
    ...{ project: "veria", endpoints: {}, events: [], version: "1\u001b[31m", tools: ["\n  other  3/3"] },
  };
  const said = describeSurfaces([{ slug: "veria", endpoints: [], drift: [], manifest } as never]);
  expect(said).not.toContain("\n  other");
  expect(said).toContain("1\ufffd[31m");
});
