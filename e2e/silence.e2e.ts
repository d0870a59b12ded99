import { afterEach, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { z } from "zod";
import { createFederationClient } from "../contracts/client.ts";
import type { ProjectStatus } from "../contracts/names.ts";
import { fedProject } from "../contracts/projects.ts";
import { eventually } from "../scripts/testing/eventually.ts";
import { getJson } from "./harness/rest.ts";
import { closePages, sharedSystem, signedInPage } from "./harness/shared.ts";
import { silenceShowsWithinMs } from "./harness/system.ts";

afterEach(closePages);

/** What every reader says of one project: REST, tRPC, and the page that nobody reloads. */
async function statusEverywhere(page: Page, slug: string): Promise<Record<"rest" | "trpc" | "page", string>> {
  const { url, adminKey } = await sharedSystem();
  const projects = await getJson("/api/fed/projects", z.array(fedProject));
  const { project } = await createFederationClient({ url, apiKey: adminKey }).projects.bySlug.query({ slug });
  const row = page.getByRole("row", { name: new RegExp(project.name) });
  return {
    rest: projects.find((found) => found.slug === slug)?.status ?? "missing",
    trpc: project.status,
    page:
      (await row.getByRole("cell", { name: /^(online|degraded|offline)/i }).textContent())?.toLowerCase() ?? "missing",
  };
}

async function untilEverywhere(page: Page, slug: string, status: ProjectStatus): Promise<void> {
  await eventually(
    async () => {
      expect(await statusEverywhere(page, slug)).toEqual({ rest: status, trpc: status, page: status });
      return true;
    },
    { timeoutMs: silenceShowsWithinMs },
  );
}

test(
  "a killed hub is offline everywhere without a reload, and online again once it is started again",
  async () => {
    const system = await sharedSystem();
    const page = await signedInPage({ path: "/ecosystem?view=table" });
    await page.evaluate(() => Object.assign(window, { neverReloaded: true }));
    await untilEverywhere(page, "rollizr", "online");

    process.kill(await system.pidOf("rollizr"), "SIGKILL");
    await untilEverywhere(page, "rollizr", "offline");
    await untilEverywhere(page, "veria", "online");

    system.startHubAlone("rollizr");
    await untilEverywhere(page, "rollizr", "online");
    expect(await page.evaluate(() => "neverReloaded" in window)).toBe(true);
  },
  4 * silenceShowsWithinMs,
);
