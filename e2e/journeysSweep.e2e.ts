import { afterEach, beforeAll, describe, expect, test } from "bun:test";
import { Client } from "pg";
import { z } from "zod";
import { exportedRun } from "../contracts/actions.ts";
import { fedProject } from "../contracts/projects.ts";
import { eventually } from "../scripts/testing/eventually.ts";
import { accessibilityViolations, violationsInBothThemes } from "./harness/accessibility.ts";
import { environmentOf } from "./harness/instance.ts";
import { pressOn } from "./harness/keyboard.ts";
import { panelOf } from "./harness/map.ts";
import { getJson } from "./harness/rest.ts";
import { closePages, errorsOf, nowhere, sharedSystem, signedInPage } from "./harness/shared.ts";

// Who was silent for another test is heard of again before anything is asked of all.
beforeAll(async () => {
  await eventually(
    async () => {
      const projects = await getJson("/api/fed/projects", z.array(fedProject));
      return projects.length === 3 && projects.every(({ status }) => status === "online");
    },
    { timeoutMs: 90_000 },
  );
}, 120_000);
afterEach(closePages);

/** Lets the hour in which a run is tried be over: only time itself is changed, in the database. */
async function endTimeOf(runId: string | null): Promise<void> {
  const { DATABASE_URL } = await environmentOf("meta");
  const client = new Client({ connectionString: DATABASE_URL });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      `update commandcenter_fed."ActionRun" set "expiresAt" = now() - interval '2 minutes' where id = $1`,
      [runId],
    );
    expect(rowCount).toBe(1);
  } finally {
    await client.end();
  }
}

/** How many audits a project's own database has that an action asked for. */
async function audited(slug: string): Promise<number> {
  const { DATABASE_URL } = await environmentOf(slug);
  const client = new Client({ connectionString: DATABASE_URL });
  await client.connect();
  try {
    const { rows } = await client.query<{ n: number }>(
      'select count(*)::int as n from "Audit" where "actionId" is not null',
    );
    return rows[0]?.n ?? 0;
  } finally {
    await client.end();
  }
}

describe("a security sweep", () => {
  test("over all: two run it, each registers one audit, the third receives nothing, and numbers move without a reload", async () => {
    const slugs = ["veria", "rollizr", "performia"];
    const before = await Promise.all(slugs.map(audited));
    const watcher = await signedInPage({ path: "/ecosystem?project=veria" });
    const recorded = panelOf(watcher, "Veria")
      .getByRole("region", { name: "Numbers" })
      .locator("div", { has: watcher.getByText("Audits recorded", { exact: true }) })
      .locator("dd")
      .last();
    const known = Number(await recorded.textContent());

    const page = await signedInPage();
    await page.getByRole("button", { name: "Global Security Sweep" }).click();
    const plan = page.getByRole("dialog");
    await plan.getByText("audit.security is not in its allowFanout in projects.yaml.").waitFor();
    await plan.getByRole("button", { name: "Ask 2 projects" }).click();
    await panelOf(page, "Global Security Sweep")
      .getByText(/^2 completed, . needs? a look · 1 refused$/)
      .waitFor({ timeout: 60_000 });

    const [veria = 0, rollizr = 0, performia = 0] = before;
    expect(await Promise.all(slugs.map(audited))).toEqual([veria + 1, rollizr + 1, performia]);
    await eventually(async () => Number(await recorded.textContent()) > known);
    expect(await watcher.evaluate(() => performance.getEntriesByType("navigation").length)).toBe(1);
    expect(errorsOf(page)).toEqual([]);
  }, 120_000);

  test("over a selection, by keyboard alone: picked, planned, started, followed to its end", async () => {
    const page = await signedInPage({ path: "/ecosystem?view=table" });
    for (const name of ["Performia", "Veria"]) {
      await pressOn(page, page.getByRole("checkbox", { name: `Pick ${name}` }), "Space");
    }
    const bar = page.getByRole("region", { name: "Picked projects" });
    await bar.getByText("2 picked").waitFor();
    await pressOn(page, bar.getByRole("button", { name: "Security sweep" }));

    const plan = page.getByRole("dialog");
    await plan.getByText("audit.security is not in its allowFanout in projects.yaml.").waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);
    await pressOn(page, plan.getByRole("button", { name: "Ask 1 project" }));

    const run = panelOf(page, "Global Security Sweep");
    await run.getByText(/^1 completed.* · 1 refused$/).waitFor({ timeout: 60_000 });
    await run.getByText("Completed").first().waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);
    await pressOn(page, run.getByRole("link", { name: "Open as a page" }));
    await page.getByRole("heading", { name: "Global Security Sweep", level: 1 }).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(errorsOf(page)).toEqual([]);
  }, 90_000);

  test("is told on the card and on the page of each project that was asked", async () => {
    const page = await signedInPage({ path: "/ecosystem?project=veria" });
    const runs = panelOf(page, "Veria").getByRole("region", { name: "Recent runs" });
    await runs
      .getByRole("link", { name: /Global Security Sweep.*Completed/ })
      .first()
      .waitFor();
    await panelOf(page, "Veria").getByRole("link", { name: "History" }).click();
    const lines = page.getByRole("region", { name: "Alerts and runs" });
    await lines.getByText("Global Security Sweep: completed").first().waitFor();
    expect(errorsOf(page)).toEqual([]);
  });

  test("that a project did not answer in time is tried again for that project alone, by keyboard alone", async () => {
    const system = await sharedSystem();
    const hub = await system.pidOf("rollizr");
    const page = await signedInPage({ path: "/ecosystem?pick=veria&pick=rollizr" });
    process.kill(hub, "SIGSTOP");
    try {
      const bar = page.getByRole("region", { name: "Picked projects" });
      await pressOn(page, bar.getByRole("button", { name: "Security sweep" }));
      await pressOn(page, page.getByRole("dialog").getByRole("button", { name: "Ask 2 projects" }));
      const run = panelOf(page, "Global Security Sweep");
      await run.getByText("1 of 2").waitFor({ timeout: 60_000 });
      await endTimeOf(new URL(page.url()).searchParams.get("run"));
      await run.getByText(/^1 completed.* · 1 failed$/).waitFor({ timeout: 30_000 });
      await run.getByText("No answer in time").waitFor();
    } finally {
      process.kill(hub, "SIGCONT");
    }
    const first = page.url();
    const again = panelOf(page, "Global Security Sweep").getByRole("button", { name: "Retry the 1 failed" });
    await pressOn(page, again);
    await page.waitForURL((url) => url.href !== first);
    const retry = panelOf(page, "Global Security Sweep");
    await retry.getByText("1 completed").waitFor({ timeout: 60_000 });
    await retry.getByText("Completed").first().waitFor();
    expect(await retry.getByRole("listitem").count()).toBe(1);
  }, 150_000);

  test("that goes on is cancelled, and kept with what each project answered as a file", async () => {
    const hub = await (await sharedSystem()).pidOf("rollizr");
    const page = await signedInPage({ path: "/ecosystem?pick=veria&pick=rollizr" });
    process.kill(hub, "SIGSTOP");
    try {
      await page
        .getByRole("region", { name: "Picked projects" })
        .getByRole("button", { name: "Security sweep" })
        .click();
      await page.getByRole("dialog").getByRole("button", { name: "Ask 2 projects" }).click();
      const run = panelOf(page, "Global Security Sweep");
      await run.getByText("1 of 2").waitFor({ timeout: 60_000 });
      await run.getByRole("button", { name: "Cancel" }).click();
      await run.getByText(/^1 completed.* · 1 cancelled$/).waitFor();
      await run.getByRole("button", { name: "Cancel" }).waitFor({ state: "detached" });
      const steps = await run.locator("summary").allTextContents();
      expect(steps).toEqual(["Completed, needs a look1", "Refused or cancelled1"]);

      const saved = page.waitForEvent("download");
      await run.getByRole("button", { name: "Export JSON" }).click();
      const { run: exported } = exportedRun.parse(await Bun.file(await (await saved).path()).json());
      expect(exported.targets.map(({ slug, state }) => `${slug} ${state}`)).toEqual([
        "rollizr cancelled",
        "veria completed",
      ]);
      expect(errorsOf(page)).toEqual([]);
    } finally {
      process.kill(hub, "SIGCONT");
    }
  }, 120_000);

  test("that a project does not allow is in sight, cannot be pressed, and says why", async () => {
    const page = await signedInPage({ path: "/ecosystem?project=performia" });
    const card = panelOf(page, "Performia");
    const button = card.getByRole("button", { name: "Security sweep" });
    expect(await button.getAttribute("aria-disabled")).toBe("true");
    await card.getByText("projects.yaml does not allow audit.security for this project.").waitFor();
    await button.press("Enter");
    expect(await page.getByRole("dialog").count()).toBe(0);
    expect(await card.getByRole("button", { name: "Refresh summaries" }).getAttribute("aria-disabled")).toBe("false");
  });

  test("stays in sight while what can be asked could not be read, says so, and can be tried again", async () => {
    const page = await signedInPage({ path: nowhere });
    await page.route(/actions\.catalog/, async (route) => {
      const names = new URL(route.request().url()).pathname.split("/").at(-1)?.split(",") ?? [];
      const response = await route.fetch();
      const answers: unknown[] = await response.json();
      answers[names.indexOf("actions.catalog")] = {
        error: { message: "No.", code: -32603, data: { code: "INTERNAL_SERVER_ERROR", httpStatus: 500 } },
      };
      await route.fulfill({ response, json: answers });
    });
    await page.goto(new URL("/ecosystem?project=veria", page.url()).href);
    const card = panelOf(page, "Veria");
    await card.getByText("What can be asked could not be read.").waitFor();
    const sweep = card.getByRole("button", { name: "Security sweep" });
    expect(await sweep.getAttribute("aria-disabled")).toBe("true");
    await page.unrouteAll();
    await card.getByRole("button", { name: "Try again" }).click();
    await eventually(async () => (await sweep.getAttribute("aria-disabled")) === "false");
  });
});
