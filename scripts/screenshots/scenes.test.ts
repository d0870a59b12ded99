import { expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { fleetScenes } from "./fleetScenes.ts";
import { fileOf, isTakenIn, type Size, themes } from "./scene.ts";
import { alertingScenes, scenes } from "./scenes.ts";
import { stateScenes } from "./stateScenes.ts";

const all = [...stateScenes, ...scenes(""), ...alertingScenes, ...fleetScenes.flatMap(({ scenes }) => scenes)];
const sizes: Size[] = ["wide", "phone"];

test("each scene has its pictures, and each picture its scene", async () => {
  const wanted = all.flatMap((scene) =>
    themes.flatMap((theme) => sizes.flatMap((size) => (isTakenIn(scene, size) ? [fileOf(scene, theme, size)] : []))),
  );
  const there = await readdir(new URL("../../docs/screenshots/", import.meta.url));
  expect(there.filter((name) => name.endsWith(".png")).toSorted()).toEqual(wanted.toSorted());
});

test("no two scenes have one name", () => {
  const names = all.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
