import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { accessibilityViolations, violationsInBothThemes } from "./harness/accessibility.ts";
import { launchBrowser } from "./harness/browser.ts";
import { inkOf } from "./harness/canvas.ts";

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
});
afterAll(() => browser.close());

const canvas = (draw: string) => `<canvas id="map" width="300" height="200"></canvas><script>{
  const gl = document.getElementById("map").getContext("webgl2", { preserveDrawingBuffer: true });
  gl.clearColor(0, 0, 0, 1); gl.clear(gl.COLOR_BUFFER_BIT); ${draw} }</script>`;

test("draws with WebGL2", async () => {
  expect(await page.evaluate(() => document.createElement("canvas").getContext("webgl2") !== null)).toBe(true);
});

test("has glyphs", async () => {
  await page.setContent(`<p id="text">Ecosystem</p>`);
  expect((await inkOf(page, "#text")).share).toBeGreaterThan(0.005);
});

test("a blank WebGL canvas has no ink, one that is drawn on has", async () => {
  await page.setContent(canvas(""));
  expect(await inkOf(page, "#map")).toEqual({ share: 0, colors: 1 });
  await page.setContent(
    canvas(
      "gl.enable(gl.SCISSOR_TEST); gl.scissor(0, 0, 150, 100); gl.clearColor(1, 1, 1, 1); gl.clear(gl.COLOR_BUFFER_BIT);",
    ),
  );
  expect((await inkOf(page, "#map")).share).toBeCloseTo(0.25, 2);
});

test("an unlabelled button is a violation that says where", async () => {
  await page.setContent(`<html lang="en"><title>t</title><main><h1>t</h1><button id="mute"></button></main></html>`);
  expect(await accessibilityViolations(page)).toEqual([expect.stringMatching(/^button-name: .*#mute/)]);
});

test("words that can hardly be read in one theme only are a violation that says which", async () => {
  const hardlyRead = (theme: string) => `<style>:root { color-scheme: light dark }
    @media (prefers-color-scheme: ${theme}) { p { color: #808080; background: #8a8a8a } }</style>
    <html lang="en"><title>t</title><main><h1>t</h1><p id="pale">Ecosystem</p></main></html>`;
  for (const theme of ["light", "dark"]) {
    await page.setContent(hardlyRead(theme));
    expect(await violationsInBothThemes(page)).toEqual([
      expect.stringMatching(new RegExp(`^${theme}: color-contrast: .*#pale`)),
    ]);
  }
});
