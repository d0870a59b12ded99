import type { Page } from "playwright-core";
import type { SystemStatus } from "../../contracts/system.ts";

/** An answer of tRPC in a batch. */
type Answer = { result?: { data: SystemStatus }; error?: object };

/** Has a page hear something else of how the Meta Hub is than it says: what `change` makes of its answer. */
export async function changeSystemStatus(page: Page, change: (status: SystemStatus) => Answer): Promise<void> {
  await page.route("**/trpc/*system.status*", async (route) => {
    const asked = new URL(route.request().url()).pathname.replace(/^.*\/trpc\//, "").split(",");
    const response = await route.fetch();
    const answers: Answer[] = await response.json();
    const changed = answers.map((answer, index) =>
      asked[index] === "system.status" && answer.result ? change(answer.result.data) : answer,
    );
    await route.fulfill({ response, json: changed });
  });
}

/** A Meta Hub whose broker is away, as it tells of that. */
export function withoutBroker(status: SystemStatus): Answer {
  const since = new Date(Date.now() - 130_000).toISOString();
  return {
    result: {
      data: {
        ...status,
        mesh: { ...status.mesh, connected: false },
        blind: { since, reason: "the connection to the mesh is lost" },
        ingest: { ...status.ingest, pending: null },
      },
    },
  };
}

/** A Meta Hub whose database is away, as it tells of that. */
export function withoutDatabase(): Answer {
  const data = { code: "SERVICE_UNAVAILABLE", httpStatus: 503, path: "system.status" };
  return { error: { message: "The database does not answer. Try again shortly.", code: -32603, data } };
}
