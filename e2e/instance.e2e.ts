import { afterEach, describe, expect, test } from "bun:test";
import { z } from "zod";
import { instanceAudits } from "../contracts/instance.ts";
import { eventually } from "../scripts/testing/eventually.ts";
import { accessibilityViolations } from "./harness/accessibility.ts";
import { inkOf } from "./harness/canvas.ts";
import { countFiles } from "./harness/countFiles.ts";
import { askHub, instancePage } from "./harness/instance.ts";
import { closePages, errorsOf, sharedSystem } from "./harness/shared.ts";

afterEach(closePages);

const graph = '[role="application"]';

/** The latest ended audit of a kind, once there is one. */
async function endedAudit(slug: string, kind: string) {
  return eventually(
    async () => {
      const answer = await askHub(slug, `/api/audits?kind=${kind}`);
      const { audits } = instanceAudits.parse(await answer.json());
      return audits.find(({ finishedAt }) => finishedAt !== null);
    },
    { timeoutMs: 60_000 },
  );
}

describe("an instance's page", () => {
  test.each(["light", "dark"] as const)("draws the repository, %s, and says what there is", async (theme) => {
    await endedAudit("veria", "license");
    const page = await instancePage("veria", { theme });
    const { root } = await sharedSystem();
    await page.getByRole("application", { name: /Graph of Veria/ }).waitFor();
    const numbers = page.getByRole("region", { name: "Numbers" });
    await numbers.getByText(String(countFiles(root("veria"))), { exact: true }).waitFor();
    await page.getByRole("region", { name: "Health" }).getByText("ok", { exact: true }).waitFor();
    await page
      .getByRole("button", { name: /Security fail/ })
      .first()
      .waitFor();
    const ink = await eventually(async () => {
      const seen = await inkOf(page, graph);
      return seen.share > 0.002 ? seen : null;
    });
    expect(ink?.colors).toBeGreaterThan(20);
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(errorsOf(page)).toEqual([]);
  });

  test("a link to a file opens its symbols, tasks and imports", async () => {
    const page = await instancePage("veria", { path: "/vislzr?file=src/ledger.ts" });
    const card = page.getByRole("region", { name: "File src/ledger.ts" });
    await card.getByText("firstBroken").waitFor();
    await card.getByText(/keep the ledger in a file/).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await card.getByRole("region", { name: "Imports" }).getByRole("button", { name: "src/money.ts" }).click();
    await page.getByRole("region", { name: "File src/money.ts" }).waitFor();
    expect(new URL(page.url()).searchParams.get("file")).toBe("src/money.ts");
    await page.goBack();
    await card.waitFor();
  });

  test("a link to a file that is not there says so", async () => {
    const page = await instancePage("veria", { path: "/vislzr?file=src/gone.ts" });
    await page
      .getByRole("alert")
      .getByText(/There is no file src\/gone.ts/)
      .waitFor();
    await page.getByRole("button", { name: "Back to the overview" }).click();
    await page.getByRole("region", { name: "Numbers" }).waitFor();
  });

  test("a link to an audit opens its findings, and each leads to its file", async () => {
    const audit = await endedAudit("veria", "security");
    const page = await instancePage("veria", { path: `/vislzr?audit=${audit?.id}` });
    const card = page.getByRole("region", { name: "Audit Security" });
    await card.getByText(/This looks like a secret/).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await card.getByRole("button", { name: /src\/reportDatabase.ts/ }).click();
    await page.getByRole("region", { name: "File src/reportDatabase.ts" }).waitFor();
  });

  test("search finds files, symbols and tasks while one types", async () => {
    const page = await instancePage("veria");
    await page.getByRole("searchbox", { name: "Find files, symbols and tasks" }).fill("rule");
    const found = page.getByRole("region", { name: /Found/ });
    await found.getByRole("button", { name: "src/rules/rule.ts", exact: true }).click();
    await page.getByRole("region", { name: "File src/rules/rule.ts" }).waitFor();
    await page.getByRole("searchbox").fill("nothing is called this");
    await found.getByText("None.").first().waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
  });

  test("the list holds every folder and file, for who cannot use the graph", async () => {
    const page = await instancePage("rollizr", { path: "/vislzr?view=list" });
    const list = page.getByRole("region", { name: "Files" });
    await list.getByRole("button", { name: /^rollout/ }).click();
    await list.getByRole("button", { name: /^ring\.go/ }).click();
    await page.getByRole("region", { name: "File rollout/ring.go" }).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
  });

  test("the keyboard alone opens a file of the graph", async () => {
    const page = await instancePage("veria");
    const canvas = page.getByRole("application", { name: /Graph of Veria/ });
    await canvas.focus();
    const described = page.locator("#graph-focus");
    await eventually(async () => {
      await page.keyboard.press("ArrowRight");
      if (!/, file,/.test((await described.textContent()) ?? "")) await page.keyboard.press("ArrowDown");
      return /, file,/.test((await described.textContent()) ?? "");
    });
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: /^File / }).waitFor();
    expect(new URL(page.url()).searchParams.get("file")).toBeTruthy();
  });

  test("fits a telephone", async () => {
    const page = await instancePage("performia");
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole("region", { name: "Files" }).waitFor();
    await page.getByRole("button", { name: "Graph" }).click();
    await page.getByRole("application", { name: /Graph of Performia/ }).waitFor();
    await page.getByText("open folder").waitFor();
    await page.getByRole("region", { name: "Numbers" }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await accessibilityViolations(page)).toEqual([]);
  });

  test("who was not sent by the Meta Hub is told how to come", async () => {
    const { hubUrl } = await sharedSystem();
    const page = await instancePage("veria");
    await page.context().clearCookies();
    await page.goto(`${hubUrl("veria")}/vislzr`);
    await page.getByRole("heading", { name: "Open this page from the Meta Hub" }).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
  });
});

test("the numbers that the graph and the list show are those of the API", async () => {
  const counts = z.object({ counts: z.object({ files: z.number() }) });
  const answer = counts.parse(await (await askHub("veria", "/api/graph?limit=1")).json());
  const { root } = await sharedSystem();
  expect(answer.counts.files).toBe(countFiles(root("veria")));
});
