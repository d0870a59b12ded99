import { expect, test } from "bun:test";
import { findCommands } from "./commands.ts";

const command = (title: string, words = "") => ({ id: title, title, group: "", words, run: () => {} });
const commands = [
  command("Colours: risk"),
  command("Atlas"),
  command("Risk register"),
  command("Veria", "finance risk"),
];

test("the closest title comes first, hidden words last", () => {
  expect(findCommands(commands, "ris").map(({ title }) => title)).toEqual(["Risk register", "Colours: risk", "Veria"]);
});

test("nothing typed shows all in their order, and nonsense shows none", () => {
  expect(findCommands(commands, " ")).toEqual(commands);
  expect(findCommands(commands, "zzz")).toEqual([]);
});
